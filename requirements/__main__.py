"""``python3 -m requirements [--venv FOLDER] run …``: installs what is pinned here, once.

Written so that an old Python can read it, and say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an old Python is to say so)
    sys.exit(
        "需要 Python 3.11 以上，这个是 {0}.{1}：装一个新的，再用 PYTHON=python3.13 指明是哪个。"
        "Python 3.11 or newer is needed, this is {0}.{1}: install one and name it, "
        "PYTHON=python3.13".format(*sys.version_info)
    )

from requirements.installing import main

sys.exit(main(sys.argv[1:]))
