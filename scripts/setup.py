# SPDX-License-Identifier: Apache-2.0
"""Set up everything that Yunce needs, in its own folder: `python3 scripts/setup.py [--browser]`.

This file alone must be readable by an old Python too, so that the refusal is one line and not a syntax error.
"""

import sys

OLDEST = (3, 11)


def main(arguments):
    """Set up the environment (and with `--browser` a browser with Chinese fonts); gives the exit code."""
    if sys.version_info < OLDEST:
        sys.stderr.write(
            "Yunce needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Try: make setup PYTHON=/path/to/python3.13\n"
        )
        return 2
    from environment import SetupError, set_up

    try:
        set_up()
        if "--browser" in arguments:
            from browser import provide

            provide()
    except SetupError as e:
        sys.stderr.write("setup: " + str(e) + "\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("setup: stopped; run it again to go on\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
