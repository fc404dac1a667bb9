"""Tests of who-waits.html in a real browser: `python3 tools/test_who_waits.py`.

Needs Chromium. Reads golden/snapshot.json, which a test of the library writes (SampleSnapshotTest).
"""

from __future__ import annotations

import copy
import json
import random
import tempfile
import time
import unittest
from pathlib import Path
from typing import Any, Dict, List, Optional

import browser

TOOLS = Path(__file__).resolve().parent
PAGE = TOOLS / "who-waits.html"
GOLDEN = TOOLS / "golden" / "snapshot.json"
EVIL = "</script><img src=x onerror=\"document.title='hurt'\">\u240a\u2400\ufffd"

Json = Dict[str, Any]


def golden() -> Json:
    read: Json = json.loads(GOLDEN.read_text(encoding="ascii"))
    return read


def lock(name: str, holder: int) -> Json:
    return {
        "kind": "ACQUIRE",
        "words": "to acquire",
        "what": f"RLock[name={name}]",
        "type": "RLock",
        "name": name,
        "object": f"RLock$Sync@{name}",
        "holder": holder,
        "enders": [holder],
    }


def thread(number: int, name: str, waits_for: Optional[Json] = None, **more: Any) -> Json:
    made = {"id": number, "name": name, "kind": "virtual", "daemon": True, "state": "WAITING", **more}
    return {**made, "waitsFor": waits_for} if waits_for else made


def snapshot(threads: List[Json], deadlocks: Optional[List[Json]] = None) -> Json:
    return {"threading4jDump": 1, "threads": threads, "deadlocks": deadlocks or []}


class PageTest(unittest.TestCase):
    maxDiff = None
    browser: browser.Browser

    @classmethod
    def setUpClass(cls) -> None:
        program = browser.find()
        if program is None:
            raise AssertionError("There is no Chromium: install the package chromium-headless-shell or chromium.")
        cls.browser = browser.Browser(program)
        cls.addClassCleanup(cls.browser.__exit__)
        cls.browser.resize(1280, 800)

    def setUp(self) -> None:
        self.browser.messages.clear()
        self.browser.requests.clear()
        self.browser.open(PAGE)

    def tearDown(self) -> None:
        self.assertEqual([], self.browser.messages, "messages on the console")
        self.assertEqual([PAGE.as_uri()], self.browser.requests, "requests")

    def run_script(self, script: str) -> Any:
        return self.browser.run(script)

    def show(self, text: Any) -> None:
        """Pastes a snapshot, given as JSON or as text, and clicks."""
        data = text if isinstance(text, str) else json.dumps(text)
        self.run_script(f"document.getElementById('paste').value = {json.dumps(data)}")
        self.run_script("document.getElementById('draw').click()")

    def is_shown(self, element: str) -> bool:
        shown: bool = self.run_script(f"document.getElementById('{element}').checkVisibility()")
        return shown

    def nodes(self, selector: str = ".node") -> List[str]:
        """Returns the first line of each node."""
        script = f"[...document.querySelectorAll('{selector}')].map(e => e.querySelector('.name').textContent)"
        return sorted(self.run_script(script))

    def text(self, element: str) -> str:
        text: str = self.run_script(f"document.getElementById('{element}').innerText")
        return text

    # ------------------------------------------------------------------------------------------------- the picture

    def test_golden_snapshot_is_drawn(self) -> None:
        self.browser.choose_file("#file", GOLDEN)
        self.browser.wait_for("!document.getElementById('main').hidden")
        self.assertFalse(self.is_shown("start"))
        self.assertEqual(["alice", "bob", "to-alice", "to-bob"], self.nodes(".node.dead"))
        self.assertEqual(["joins", "report-1", "report-2"], self.nodes(".node.behind"))
        self.assertEqual(["994 threads"], self.nodes(".node.crowd"))
        self.assertEqual(4, self.run_script("document.querySelectorAll('.edge.dead').length"))
        self.assertEqual(3, self.run_script("document.querySelectorAll('.edge.behind').length"))
        self.assertIn("1 deadlock · 1,000 threads, 10 listed", self.text("summary"))
        self.assertIn("to-bob", self.text("details"), "the first thread of the deadlock is selected")

    def test_deadlock_is_in_the_middle(self) -> None:
        self.show(golden())
        script = """[...document.querySelectorAll('.node.dead')].map(e => e.getBoundingClientRect())
            .map(b => [b.x + b.width / 2, b.y + b.height / 2])"""
        centers = self.run_script(script)
        box = self.run_script("(() => { const b = document.getElementById('svg').getBoundingClientRect(); "
                              "return [b.x, b.y, b.width, b.height]; })()")
        middle = sum(x for x, _ in centers) / len(centers)
        self.assertAlmostEqual(box[0] + box[2] / 2, middle, delta=box[2] / 10)
        for x, y in centers:
            self.assertTrue(box[0] < x < box[0] + box[2] and box[1] < y < box[1] + box[3])

    def test_names_are_text_and_never_html(self) -> None:
        data = golden()
        html = "<img src=x onerror=\"document.title='hurt'\"><script>document.title='hurt'</script>"
        for each in data["threads"]:
            each["stack"] = [html]
            each["state"] = html
        data["deadlocks"][0]["text"] = data["findings"][0]["text"] = data["time"] = data["deadlocks"][0]["kind"] = html
        self.show(data)
        self.run_script("document.getElementById('show-text').click()")
        for i in range(len(self.nodes())):
            self.run_script(f"document.querySelectorAll('.node')[{i}].dispatchEvent(new Event('click'))")
        self.assertEqual("Who waits for whom", self.run_script("document.title"))
        self.assertEqual(0, self.run_script("document.querySelectorAll('main img, main script, header img').length"))
        self.assertTrue(self.run_script(
            f"[...document.querySelectorAll('.node title')].some(e => e.textContent.includes({json.dumps(EVIL)}))"))

    def test_click_shows_stack_and_holds(self) -> None:
        self.show(golden())
        self.browser.click("[...document.querySelectorAll('.node')].find(e => e.textContent.includes('to-alice'))")
        details = self.text("details")
        self.assertTrue(details.startswith("to-alice\n"), details)
        self.assertIn("to acquire RLock[name=alice, owner=to-bob, count=1]", details)
        self.assertIn("RLock[name=bob, owner=to-alice, count=1], for 1.5 s", details)
        self.assertIn("SampleSnapshotTest.transfer(SampleSnapshotTest.java)", details)
        self.browser.click("[...document.querySelectorAll('#details .link')].find(e => e.textContent === 'to-bob')")
        self.assertTrue(self.text("details").startswith("to-bob\n"))

    def test_keyboard_reaches_each_node_and_opens_it(self) -> None:
        self.show(golden())
        missed = self.run_script("""(() => {
            const reached = new Set([page.graph.nodes.find(node => node.element.getAttribute('tabindex') === '0')]);
            for (const node of reached)
                for (const direction of Object.values(DIRECTIONS)) reached.add(nearest(node, direction) || node);
            return page.graph.nodes.filter(node => !reached.has(node)).length;
        })()""")
        self.assertEqual(0, missed)
        self.run_script("document.getElementById('another').focus()")
        self.browser.press("Tab")
        focused = "document.activeElement.querySelector('.name').textContent"
        self.assertEqual("to-bob", self.run_script(focused))
        self.browser.press("ArrowUp")
        self.assertEqual("alice", self.run_script(focused))
        name = self.run_script(focused)
        self.browser.press("Enter")
        self.assertIn(name, self.text("details"))
        width = "document.getElementById('svg').viewBox.baseVal.width"
        before = self.run_script(width)
        self.browser.press("+")
        self.assertLess(self.run_script(width), before)
        self.browser.press("0")
        self.assertAlmostEqual(before, self.run_script(width))

    def test_crowd_lists_its_threads(self) -> None:
        self.show(golden())
        self.run_script("document.querySelector('.node.crowd').dispatchEvent(new Event('click'))")
        details = self.text("details")
        for expected in ("994 threads", "worker-1", "timed", "990 more threads are counted, but not listed."):
            self.assertIn(expected, details)

    def test_colors_follow_the_preference(self) -> None:
        self.show(golden())
        color = "getComputedStyle(document.body).backgroundColor"
        self.browser.prefer("dark")
        dark = self.run_script(color)
        self.browser.prefer("light")
        self.assertNotEqual(dark, self.run_script(color))

    def test_nodes_do_not_overlap(self) -> None:
        threads = [thread(i, f"t{i}", lock(str(i % 20), 100 + i % 20)) for i in range(90)]
        threads += [thread(100 + i, f"h{i}", lock("top", 200)) for i in range(20)] + [thread(200, "last")]
        ring = [thread(300 + i, f"r{i}", lock(f"ring{i}", 300 + (i + 1) % 9)) for i in range(9)]
        self.show(snapshot(threads + ring, [{"kind": "CYCLE", "threads": [300 + i for i in range(9)]}]))
        script = """(() => { const all = page.graph.nodes; let bad = 0;
            for (const a of all) for (const b of all)
                if (a !== b && Math.abs(a.x - b.x) < a.w - 20 && Math.abs(a.y - b.y) < a.h) bad++;
            return bad; })()"""
        self.assertEqual(0, self.run_script(script))

    # ---------------------------------------------------------------------------------------------------- the text

    def test_text_view_says_the_same(self) -> None:
        self.show(golden())
        self.run_script("document.getElementById('show-text').click()")
        self.assertFalse(self.is_shown("picture"))
        text = self.text("text")
        for expected in (
            "Deadlock of 2 threads",
            "Waiting for each other; certain. 3 more threads wait behind it.",
            "to-bob waits to acquire RLock[name=bob, owner=to-alice, count=1], needs to-alice",
            "RLock alice: 3 threads waiting, needs to-bob (deadlocked)",
            "Event start: 994 threads waiting",
            "A wait has lasted for at least 1.5 s",
        ):
            self.assertIn(expected, text)

    def test_search_finds_threads(self) -> None:
        self.show(golden())
        self.run_script("document.getElementById('show-text').click()")
        self.run_script("""(() => { const e = document.querySelector('#text input'); e.value = 'REPORT';
            e.dispatchEvent(new Event('input')); })()""")
        self.assertIn("2 threads\n\nreport-1 waits to acquire", self.text("text"))

    def test_screen_reader_hears_what_a_node_is(self) -> None:
        self.show(golden())
        spoken = self.run_script("[...document.querySelectorAll('.node')].map(e => e.getAttribute('aria-label'))")
        self.assertIn("Thread to-bob, waits to acquire RLock bob, deadlocked", spoken)
        self.assertIn("RLock alice, needs to-bob, deadlocked", spoken)
        self.assertIn("994 threads, waiting for Event start", spoken)

    # ------------------------------------------------------------------------------------------------------- input

    def test_malformed_input_is_explained(self) -> None:
        for text, message in (
            ("", "There is no text."),
            ("  \n", "There is no text."),
            ("Full thread dump OpenJDK", "This is not JSON, or only a part of it: "),
            (GOLDEN.read_text()[:500], "This is not JSON, or only a part of it: "),
            ("[]", 'the field "threading4jDump" is missing'),
            ("null", 'the field "threading4jDump" is missing'),
            ('{"threads": []}', 'the field "threading4jDump" is missing'),
            ('{"threading4jDump": 2, "threads": []}', "version 2 of the format. This page reads version 1."),
            ('{"threading4jDump": 1}', 'The snapshot has no list "threads".'),
            ('{"threading4jDump": 1, "threads": {}}', 'The snapshot has no list "threads".'),
        ):
            with self.subTest(text=text[:40]):
                self.show(text)
                self.assertIn(message, self.text("error"))
                self.assertTrue(self.is_shown("start"))
                self.assertFalse(self.is_shown("main"))
        self.show(golden())
        self.assertTrue(self.is_shown("main"), "a good snapshot after a bad one")

    def test_snapshot_without_waits(self) -> None:
        self.show(snapshot([]))
        self.assertIn("No thread waits for anything that is known.", self.text("note"))
        self.show(snapshot([thread(1, "main", state="RUNNABLE")]))
        self.assertIn("No deadlock", self.text("summary"))

    def test_fields_of_any_type_do_no_harm(self) -> None:
        """Replaces random parts of a snapshot: it is drawn nevertheless, or a message says why not."""
        values = [None, True, 0, -1, 1e300, "", "x", "\ud800", [], {}, [None], [[1]], {"a": 1}]
        chance = random.Random(1)
        trials = [json.dumps(self.damaged(golden(), values, chance)) for _ in range(60)]
        problems = self.run_script(f"""{json.dumps(trials)}.map((text, i) => {{
            show(text);
            if ($('main').hidden) return [i, $('error').textContent];
            document.querySelectorAll('.node').forEach(node => node.dispatchEvent(new Event('click')));
            return [i, /NaN|Infinity|undefined/.test($('svg').outerHTML) ? 'not a number' : ''];
        }}).filter(([, problem]) => problem && !problem.includes('no list "threads"'))""")
        self.assertEqual([], [(trials[i], problem) for i, problem in problems])

    @staticmethod
    def damaged(data: Json, values: List[Any], chance: random.Random) -> Json:
        """Replaces some values in a snapshot, but not its version."""
        for _ in range(chance.randint(1, 6)):
            place: Any = data
            while True:
                key = chance.choice(list(place) if isinstance(place, dict) else range(len(place)))
                if not isinstance(place[key], (dict, list)) or not place[key] or chance.random() < 0.15:
                    break
                place = place[key]
            if key != "threading4jDump":
                place[key] = chance.choice(values)
        return data

    def test_equal_ids_and_unknown_ids(self) -> None:
        twins = [thread(0, "a", lock("x", 99)), thread(0, "b", lock("x", 99)), thread(0, "c")]
        self.show(snapshot(twins, [{"threads": [99, 0]}, {"threads": []}]))
        self.assertTrue(self.is_shown("main"))
        self.assertEqual(["a", "b", "x"], self.nodes())

    def test_dropped_file(self) -> None:
        self.run_script(f"""(() => {{
            const data = new DataTransfer();
            data.items.add(new File([{json.dumps(GOLDEN.read_text())}], 'hang.json'));
            document.body.dispatchEvent(new DragEvent('drop', {{dataTransfer: data, bubbles: true, cancelable: true}}));
        }})()""")
        self.browser.wait_for("!document.getElementById('main').hidden")
        self.assertIn("to-bob", self.nodes())

    def test_pasted_text(self) -> None:
        self.run_script(f"""(() => {{
            const data = new DataTransfer();
            data.setData('text', {json.dumps(GOLDEN.read_text())});
            document.body.dispatchEvent(new ClipboardEvent('paste', {{clipboardData: data, bubbles: true}}));
        }})()""")
        self.assertIn("to-bob", self.nodes())
        self.browser.click("document.getElementById('another')")
        self.assertTrue(self.is_shown("start"))

    # -------------------------------------------------------------------------------------------------------- size

    def show_large(self, data: Json, most_seconds: float) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "large.json"
            file.write_text(json.dumps(data))
            begin = time.monotonic()
            self.browser.choose_file("#file", file)
            self.browser.wait_for("!document.getElementById('main').hidden")
            self.assertLess(time.monotonic() - begin, most_seconds)

    def test_100_000_equal_waiters_are_one_node(self) -> None:
        data = golden()
        worker = data["threads"][4]
        data["threads"] += [{**copy.deepcopy(worker), "id": 1000 + i, "name": f"w-{i}"} for i in range(100_000)]
        self.show_large(data, 20)
        self.assertEqual(["100,994 threads"], self.nodes(".node.crowd"))
        self.assertLess(self.run_script("document.querySelectorAll('*').length"), 3000)

    def test_100_000_locks_are_drawn_in_part(self) -> None:
        chain = [thread(i, f"t{i}", lock(str(i), i + 1)) for i in range(1, 100_000)]
        self.show_large(snapshot(chain), 20)
        self.assertLessEqual(len(self.nodes()), 300)
        self.assertRegex(self.text("note"), r"99,\d\d\d more awaited objects are only in the text view")

    def test_deadlock_of_1000_threads_is_drawn_in_part(self) -> None:
        ring = [thread(i, f"t{i}", lock(str(i), (i + 1) % 1000)) for i in range(1000)]
        self.show(snapshot(ring, [{"kind": "CYCLE", "certainty": "ONLY_THEY", "threads": list(range(1000))}]))
        self.assertIn("1,000 threads, 16 shown", self.run_script("document.getElementById('svg').textContent"))
        self.assertLessEqual(len(self.nodes()), 300)


if __name__ == "__main__":
    unittest.main()
