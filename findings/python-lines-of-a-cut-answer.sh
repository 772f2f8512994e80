#!/usr/bin/env bash
# Versions: Python 3.11 (standard library; the same code stands in 3.12 and 3.13), requests 2.32.5; seen 2026-11-29.
# Behaviour: an answer in chunks whose connection closes before its last chunk is not whole. `urlopen(url).read()` says so
# by IncompleteRead, requests by ChunkedEncodingError. Who goes over the answer's lines, `for line in urlopen(url)` or
# `csv.reader` over decoded lines, gets those that came and a quiet end: half a file passes for all of it. Hence the last line that
# a CSV of ours ends with when it was cut off.
# Output seen: read IncompleteRead, lines 1001 and no error, csv.reader 1001 and no error, requests ChunkedEncodingError
# Ends with 1 when that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install requests==2.32.5
cat >"$folder/read.py" <<'PY'
import csv, io, socket, threading, urllib.request
import requests

body = b"number,code\n" + b"".join(b"%d,00004\n" % number for number in range(1000))

def serve(listening):
    while True:
        connection, _ = listening.accept()
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n")
        connection.sendall(b"%x\r\n%s\r\n" % (len(body), body))
        # There would be more; the chunk of length 0 that ends an answer does not come.
        connection.shutdown(socket.SHUT_WR)

listening = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=serve, args=(listening,), daemon=True).start()
address = f"http://127.0.0.1:{listening.getsockname()[1]}/table.csv"

def outcome(work):
    try:
        return f"{work()} and no error"
    except Exception as error:
        return type(error).__name__

read = outcome(lambda: len(urllib.request.urlopen(address).read()))
lines = outcome(lambda: sum(1 for _ in urllib.request.urlopen(address)))
rows = outcome(lambda: sum(1 for _ in csv.reader(line.decode() for line in urllib.request.urlopen(address))))
by_requests = outcome(lambda: sum(1 for _ in requests.get(address, stream=True).iter_lines()))
print(f"read {read}, lines {lines}, csv.reader {rows}, requests {by_requests}")
PY
seen=$("$folder/venv/bin/python" "$folder/read.py")
expected="read IncompleteRead, lines 1001 and no error, csv.reader 1001 and no error, requests ChunkedEncodingError"
echo "seen:     $seen"
echo "expected: $expected"
if [ "$seen" != "$expected" ]; then
  echo "The behaviour has changed."
  exit 1
fi
