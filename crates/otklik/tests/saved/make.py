"""Makes a data folder to be opened by later programs: python3 make_saved_folder.py OTKLIK TARGET.tar.gz

The program is killed while its last events lie in the inbox, so that these have to be understood later, too.
"""

import datetime
import http.cookiejar
import json
import signal
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request

PORT = 7990
OPENER = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))


def post(path, body, **headers):
    headers |= {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{PORT}"}
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/api/v1/{path}", json.dumps(body).encode(), headers)
    return json.loads(OPENER.open(request).read() or "null")


def history():
    """60 orders of 40 guests; every second is answered with 10, 9, 7, 3 in turn, every ninth complained of."""
    start = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.timezone.utc)
    for number in range(60):
        guest = f"c-{number % 40}"
        about = {
            "source": "till",
            "unit": ["msk/arbat", "msk/tverskaya", "spb/nevsky"][number % 3],
            "channel": "shop",
            "customer": {"id": guest, "email": f"{guest}@example.com"},
        }

        def event(name, hours, **more):
            moment = start + datetime.timedelta(hours=number * 11 + hours)
            return {"id": f"{name}-{number}", "name": name, "time": moment.isoformat(), **about, **more}

        yield event("order_placed", 0, order=f"o-{number}", amount=str(200 + 7 * number), currency="RUB")
        if number % 2 == 0:
            mark = [10, 9, 7, 3][number // 2 % 4]
            answer = {"survey": "after_visit", "question": "nps", "metric": "nps", "scale": [0, 10], "value": mark}
            yield event("survey_answered", 2, answer=answer | ({"text": "Долго ждали"} if mark == 3 else {}))
        if number % 9 == 0:
            yield event("complaint_made", 3, order=f"o-{number}")


def main(otklik, target):
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/data"
        command = [otklik, "serve", "--port", str(PORT), "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        company = {"business": "food_service", "company": "Coffee", "time_zone": "Europe/Moscow", "language": "en"}
        post("setup", company | {"email": "anna@example.com", "password": "a saved folder opens", "name": "Anna"})
        post("views", {"name": "NPS by unit", "address": "/scores/nps_visit?by=unit", "shared": True})
        key = post("keys", {"name": "till", "scopes": ["send_events", "read_answers"]})["key"]
        events = list(history())
        for part in [events[:60], events[60:90], events[90:]]:
            time.sleep(2)
            sent = post("events", {"events": part}, Authorization=f"Bearer {key}")
            assert sent["accepted"] == len(part), sent
        server.send_signal(signal.SIGKILL)
        server.wait()
        with tarfile.open(target, "w:gz") as archive:
            for name in ["otklik.sqlite", "otklik.sqlite-wal", "lake"]:
                archive.add(f"{data}/{name}", name)


main(*sys.argv[1:])
