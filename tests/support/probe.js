// What a page looks like in its frame, told to the frame's parent when everything is there.

const refused = [], errors = [];
addEventListener("securitypolicyviolation", each => refused.push(`${each.violatedDirective} ${each.blockedURI}`));
addEventListener("error", each => errors.push(String(each.message || each.target.tagName)), true);

function scrolls(element) {
  if (!element) return false;
  return ["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement);
}

addEventListener("load", async () => {
  await document.fonts.ready;
  const root = document.documentElement;
  const reachesOut = each => each.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(each.parentElement);
  const letters = [...document.querySelectorAll("svg text")].map(each => each.getBoundingClientRect().height);
  const asked = performance.getEntriesByType("resource").map(each => each.name.slice(0, 80));
  parent.postMessage(JSON.stringify({
    width: innerWidth,
    client_width: root.clientWidth,
    scroll_width: root.scrollWidth,
    wide: [...document.body.querySelectorAll("*")].filter(reachesOut).map(each => `${each.tagName}#${each.id}`),
    smallest: Math.min(...letters.filter(Boolean), 99),
    fonts: [...document.fonts].map(each => `${each.family} ${each.weight} ${each.status}`),
    loaded: asked.filter(each => !each.startsWith("data:")),
    refused,
    errors,
  }), "*");
});
