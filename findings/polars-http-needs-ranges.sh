#!/usr/bin/env bash
# Versions: polars 2.1.0, pandas 3.1.1, Python 3.9 or later; seen 2026-11-29.
# Behaviour: a server may ignore the header Range and answer with the whole file (RFC 9110, section 14.2), and one that makes
# a file while it sends it knows no Content-Length. Polars reads neither, though it wants the whole file: `read_csv` of an
# address ends in an error unless the server says the length and answers parts, and on the way there asks HEAD and
# `Range: bytes=0-0` twice each, so that a server that makes the file makes it again each time. `read_excel` and
# `read_ipc_stream` of the same server are content. pandas reads all of it by one GET.
# Output seen, of a CSV without a length, with one, and as pandas reads the first; and the requests for the first:
#   streamed: Content-Length Header missing from response
#   with a length: Range request not supported
#   pandas: (3, 2)
#   HEAD, GET bytes=0-0, HEAD, GET bytes=0-0
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install polars==2.1.0 pandas==3.1.1
cat >"$folder/read.py" <<'PY'
import http.server, threading
import pandas, polars

rows = b"code,people\n00004,65023\n00008,93536\n09877,1\n"
requests = []

class Server(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def do_HEAD(self): self.answer(False)
    def do_GET(self): self.answer(True)
    def answer(self, has_body):
        asked = self.headers.get("range")
        requests.append(self.command + (f" {asked}" if asked else ""))
        self.send_response(200)
        self.send_header("content-type", "text/csv")
        if self.path == "/whole.csv":
            self.send_header("content-length", str(len(rows)))
            self.end_headers()
            if has_body: self.send(rows)
            return
        if has_body: self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        if has_body: self.send(b"%x\r\n%b\r\n0\r\n\r\n" % (len(rows), rows))
    def send(self, piece):
        try: self.wfile.write(piece)
        except OSError: pass  # the reader has gone

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
origin = f"http://127.0.0.1:{server.server_port}"

def problem(path):
    try: return f"read {polars.read_csv(origin + path).shape}"
    except OSError as error:
        known = ["Content-Length Header missing from response", "Range request not supported"]
        return next((each for each in known if each in str(error)), str(error))

print("streamed:", problem("/streamed.csv"))
asked = ", ".join(requests)
print("with a length:", problem("/whole.csv"))
print("pandas:", pandas.read_csv(origin + "/streamed.csv").shape)
print(asked)
PY
seen=$("$folder/venv/bin/python" "$folder/read.py")
expected="streamed: Content-Length Header missing from response
with a length: Range request not supported
pandas: (3, 2)
HEAD, GET bytes=0-0, HEAD, GET bytes=0-0"
echo "seen:
$seen"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed; expected:
$expected"
  exit 1
fi
