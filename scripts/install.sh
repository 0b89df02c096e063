#!/bin/sh
# install.sh FILE: the packages pinned in FILE, into .venv. uv where it can be had (ten times as fast), else pip; both
# refuse a package whose hash is not the locked one.
set -eu
requirements=$1

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c '' 2>/dev/null; then
	for python in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 ""; do
		[ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
	done
	[ -n "$python" ] || { echo "Folkmoot needs Python 3.11 or newer (PYTHON=/path/to/python make run)." >&2; exit 1; }
	if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
		if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null 2>&1
		fi
		"$python" -m venv --clear .venv
	fi
fi

echo "Installing $requirements ..."
if [ ! -x .venv/bin/uv ]; then
	# uv's own pinned lines, cut out of the development lock
	sed -n '/^uv==/,/[^\\]$/p' requirements-dev.txt >.venv/uv.txt
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r .venv/uv.txt || true
fi
if ! .venv/bin/uv pip install -q --python .venv/bin/python --require-hashes -r "$requirements" 2>.venv/uv.log; then
	echo "uv could not (see .venv/uv.log); pip takes over."
	.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$requirements"
fi
