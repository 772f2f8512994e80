#!/usr/bin/env bash
# Versions: pandas 3.1.1, openpyxl 3.1.5, Python 3.11 or later; seen 2026-11-29.
# Behaviour: `pandas.read_excel(url)` gets the address twice: once to see by the first bytes which engine reads such a file,
# and once more to read it. A server that makes the workbook when it is asked makes it twice, and what was looked at is not
# what is read. With `engine="openpyxl"` it gets it once; `read_csv`, `read_parquet` and `read_json` always do.
# Output seen: read_excel 2, with an engine 1
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install pandas==3.1.1 openpyxl==3.1.5
cat >"$folder/read.py" <<'PY'
import http.server, io, threading
import openpyxl, pandas

book = openpyxl.Workbook()
book.active.append(["code"])
book.active.append(["00004"])
file = io.BytesIO()
book.save(file)
requests = []

class Server(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def do_GET(self):
        requests.append(self.path)
        self.send_response(200)
        self.send_header("content-length", str(len(file.getvalue())))
        self.end_headers()
        self.wfile.write(file.getvalue())

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}/wards.xlsx"
assert list(pandas.read_excel(address, dtype=str)["code"]) == ["00004"]
by_default = len(requests)
pandas.read_excel(address, engine="openpyxl")
print(f"read_excel {by_default}, with an engine {len(requests) - by_default}")
PY
seen=$("$folder/venv/bin/python" "$folder/read.py")
expected="read_excel 2, with an engine 1"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
