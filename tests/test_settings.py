"""Settings: unknown keys are refused, wrong values named, what is written is read again."""

from pathlib import Path

import pytest

from jointguardian.errors import SettingsError
from jointguardian.settings import FILE_NAME, Settings, load_settings, write_settings


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = Settings(title='The "north" \\ watch', pack="kosovo", replay=True, port=9000)
    write_settings(tmp_path, made)
    assert load_settings(tmp_path) == made


def test_a_folder_without_settings_is_no_operation(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"not an operation.*guardian init"):
        load_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('title = "x"\ncolour = "red"\n', "colour"),
        ('title = "x"\nport = "high"\n', "port"),
        ('title = "x"\nport = 70000\n', "70000"),
        ("title = \n", "Invalid"),
        ("\xff", ""),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE_NAME).write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        load_settings(tmp_path)
    assert said in caught.value.line
    assert "\n" not in caught.value.line
