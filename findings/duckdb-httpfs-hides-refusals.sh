#!/usr/bin/env bash
# Versions: duckdb 1.5.5 with its extension httpfs (duckdb-extension-httpfs 1.5.5), Python 3.9 or later; seen 2026-11-29.
# Behaviour: a server that refuses HEAD with 401, 403, 410 or 501 is asked again by GET for the first two bytes, four times,
# and when these are refused the same way the error says "HTTP 0 Internal Server Error": neither the status nor the body's
# reason reaches whoever asked. Of 404 the status is told at once; of 429 and 503 it is told after four HEADs. So a token
# that has expired, or an address that is shared no longer, reads like a server that is broken.
# Output seen (in brackets the requests): 401 HTTP 0 (5), 403 HTTP 0 (5), 404 HTTP 404 (1), 410 HTTP 0 (5), 501 HTTP 0 (5), 503 HTTP 503 (4)
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install duckdb==1.5.5 duckdb-extension-httpfs==1.5.5
cat >"$folder/read.py" <<'PY'
import glob, http.server, re, site, threading
import duckdb

reason = b'{"errors":[{"message":"Expected an address that is shared; the time of this one is over."}]}'
requests = []

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_HEAD(self): self.answer(False)
    def do_GET(self): self.answer(True)
    def answer(self, has_body):
        requests.append(self.command)
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reason)))
        self.end_headers()
        if has_body: self.wfile.write(reason)

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
[extension] = [
    file for folder in site.getsitepackages()
    for file in glob.glob(f"{folder}/duckdb_extension_httpfs/**/httpfs.duckdb_extension", recursive=True)
]
database = duckdb.connect(config={"allow_unsigned_extensions": "true"})
database.execute(f"LOAD '{extension}'")

def told(status):
    requests.clear()
    try: database.execute(f"FROM read_csv('http://127.0.0.1:{server.server_port}/{status}/wards.csv')")
    except duckdb.HTTPException as error:
        return f"{status} {re.search('HTTP [0-9]+', str(error)).group()} ({len(requests)})"
    return f"{status} read"

print(", ".join(told(status) for status in (401, 403, 404, 410, 501, 503)))
PY
seen=$("$folder/venv/bin/python" "$folder/read.py")
expected="401 HTTP 0 (5), 403 HTTP 0 (5), 404 HTTP 404 (1), 410 HTTP 0 (5), 501 HTTP 0 (5), 503 HTTP 503 (4)"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
