"""The README's examples run as they stand: Python in this interpreter, C through the compiler. Rust's is a doctest of dsm-core.

    python tests/readme.py python | c
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def block(language):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.search(rf"^```{language}\n(.*?)^```$", text, re.M | re.S).group(1)


def main():
    if sys.argv[1] == "python":
        exec(compile(block("python"), "README.md", "exec"), {})
    else:
        library, build = Path(sys.argv[2]), ROOT / "build"
        build.mkdir(exist_ok=True)
        source, program = build / "readme.c", build / "readme"
        source.write_text(block("c"), encoding="utf-8")
        flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT / 'dsm-c/include'}"]
        subprocess.run(["cc", *flags, "-o", program, source, f"-L{library}", "-ldsm", f"-Wl,-rpath,{library}"], check=True)
        said = subprocess.run([program], check=True, capture_output=True, text=True).stdout
        assert "cannot be added" in said and "person-time" in said, said
    print("readme: 1 passed, 0 failed")


if __name__ == "__main__":
    main()
