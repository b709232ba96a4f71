from builder.paths import templates_dir


def test_a_working_copy_reads_its_own_templates():
    assert (templates_dir() / "fonts" / "Pretendard-Regular.ttf").is_file()
