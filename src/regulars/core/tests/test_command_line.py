"""What is written to a terminal is shown there, whoever made the words up."""

import json

import pytest

from regulars.core.command_line import answer, say, tell


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x08", "\x0d", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066"]
)
def test_a_sign_that_a_terminal_obeys_is_written_out(sign, capfd):
    written = sign.encode("unicode_escape").decode()
    tell(f"周{sign}[2J")
    say(f"周{sign}[2J")
    answer({"name": f"周{sign}[2J"})
    out, err = capfd.readouterr()
    assert err == f"周{written}[2J\n"
    assert out.startswith(f"周{written}[2J\n")
    assert sign not in out
    assert json.loads(out.partition("\n")[2]) == {"name": f"周{sign}[2J"}


def test_one_line_stays_one_line_and_emoji_stay_what_they_are(capfd):
    tell("王\n小明 👨\u200d👩\u200d👧 \ufe0f")
    say("one\ntwo")
    out, err = capfd.readouterr()
    assert (out, err) == ("王\\n小明 👨\u200d👩\u200d👧 \ufe0f\n", "one\ntwo\n")
