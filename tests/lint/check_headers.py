#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""check_headers.py ROOT COMPILER FLAG...: compiles every public header alone, twice included, with warnings as errors."""
import pathlib
import subprocess
import sys
import tempfile


def main():
    root, compiler, *flags = sys.argv[1:]
    doors = pathlib.Path(root) / 'include'
    headers = sorted(doors.rglob('*.h'))
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for header in headers:
            name = header.relative_to(doors).as_posix()
            source = pathlib.Path(folder) / 'one.c'
            source.write_text(f'#include "{name}"\n#include "{name}"\nextern int hr_one;\n')
            run = subprocess.run([*compiler.split(), '-std=gnu11', '-fsyntax-only', '-Wall', '-Wextra', '-Werror',
                                  '-Wstrict-prototypes', f'-I{doors}', *flags, str(source)], capture_output=True, text=True)
            if run.returncode != 0:
                bad += 1
                print(f'{name} does not compile alone:\n{run.stderr}')
    print(f'headers: {len(headers)} compiled alone, {bad} did not')
    return 1 if bad or not headers else 0


sys.exit(main())
