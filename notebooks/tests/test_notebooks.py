"""What the notebooks show, against what was planted and against the tables as other engines read them."""

import asyncio
import collections
import datetime
import html.parser
import json
import os
import pathlib
import unittest

import duckdb
import duckdb_extension_delta
import jupyter_client
import nbclient
import nbformat
import pyarrow
from deltalake import DeltaTable, write_deltalake
from nbclient.exceptions import CellExecutionError

HERE = pathlib.Path(__file__).parents[1]
SAMPLE = pathlib.Path(os.environ["AJAR_SAMPLE"])
WORK = pathlib.Path(os.environ["AJAR_WORK"])
SHOWN = HERE.parent / "target" / "notebooks"
NAMES = [path.stem for path in sorted(HERE.glob("*.ipynb"))]
TABLES = SAMPLE / "tables"
KERNEL = jupyter_client.AsyncKernelManager(kernel_name="python3")
HOSTILE = " <img src=x onerror=alert(1)>$\\frac{$\u202e\x1b[31m"


def tearDownModule():
    if KERNEL.has_kernel:
        asyncio.get_event_loop().run_until_complete(KERNEL.shutdown_kernel(now=False))


def read(name):
    return nbformat.read(HERE / f"{name}.ipynb", 4)


def cell_of(notebook, name):
    return next(cell for cell in notebook.cells if cell.id == name)


def run(notebook, before="", **parameters):
    """Executes a notebook in the one kernel, as papermill would; its session stays for the next."""
    at = [cell.id for cell in notebook.cells].index("parameters") + 1
    given = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    notebook.cells.insert(at, nbformat.v4.new_code_cell(given))
    notebook.cells.insert(0, nbformat.v4.new_code_cell("%reset -f\n" + before))
    nbclient.NotebookClient(
        notebook, km=KERNEL, timeout=300, resources={"metadata": {"path": str(HERE)}}
    ).execute()
    return notebook


class Frame(html.parser.HTMLParser):
    """The rows of the one table of an output, as a reader sees them."""

    def __init__(self, text):
        super().__init__()
        self.lines, self.tags, self.inside = [], set(), False
        self.feed(text)
        head, *self.body = self.lines
        self.rows = [dict(zip(head[1:], line[1:])) for line in self.body]

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.lines.append([])
        elif tag in ("td", "th"):
            self.lines[-1].append("")
            self.inside = True

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.lines[-1][-1] += data


def frame(notebook, name):
    for output in cell_of(notebook, name).outputs:
        if "text/html" in output.get("data", {}):
            return Frame(output.data["text/html"])
    return None


def rows(notebook, name, *columns):
    found = frame(notebook, name)
    return [tuple(row[column] for column in columns) for row in found.rows] if found else []


def said(notebook, name):
    outputs = cell_of(notebook, name).outputs
    return "".join(output.text for output in outputs if output.output_type == "stream")


def has_figure(notebook, name):
    return any("image/png" in output.get("data", {}) for output in cell_of(notebook, name).outputs)


def truth(name):
    with open(SAMPLE / "truth" / f"{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shown(value):
    """As a notebook shows a value of truth: its ticks cut to microseconds."""
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, str) and value.endswith("Z"):
        seconds, _, fraction = value[:-1].replace("T", " ").partition(".")
        fraction = fraction[:6].rstrip("0")
        return f"{seconds}.{fraction}" if fraction else seconds
    return str(value)


def last_run():
    runs = DeltaTable(str(TABLES / "runs")).to_pyarrow_table().to_pylist(maps_as_pydicts="strict")
    return max((run for run in runs if run["table_versions"]), key=lambda run: run["number"])


def table(name):
    version = last_run()["table_versions"][name]
    return DeltaTable(str(TABLES / name), version=version).to_pyarrow_table()


def write(folder, change):
    """Copies the last committed run's tables, changed; each is version 0 then."""
    versions = last_run()["table_versions"]
    for name in versions:
        write_deltalake(str(folder / name), change(table(name)), partition_by=["audit"])
    runs = DeltaTable(str(TABLES / "runs")).to_pyarrow_table()
    kind = runs.schema.field("table_versions").type
    zeros = pyarrow.array([[(name, 0) for name in versions]] * runs.num_rows, kind)
    at = runs.schema.get_field_index("table_versions")
    return runs.set_column(at, runs.schema.field("table_versions"), zeros)


class Committed(unittest.TestCase):
    def test_there_are_six(self):
        self.assertEqual([name[:2] for name in NAMES], ["01", "02", "03", "04", "05", "06"])
        self.assertEqual(len(read("06-first-steps").cells), 10)

    def test_no_output_is_committed(self):
        for name in NAMES:
            for cell in read(name).cells:
                if cell.cell_type == "code":
                    self.assertEqual((cell.outputs, cell.execution_count), ([], None), name)

    def test_the_opening_is_the_same_everywhere(self):
        self.assertEqual(len({cell_of(read(name), "opening").source for name in NAMES}), 1)

    def test_each_says_what_it_answers_and_asks_questions(self):
        for name in NAMES:
            notebook = read(name)
            nbformat.validate(notebook)
            self.assertRegex(notebook.cells[0].source, r"(?s)\*\*Answers:\*\*.*\*\*Cannot answer:\*\*")
            self.assertEqual(notebook.cells[1].metadata.tags, ["parameters"], name)
            texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"][1:]
            for text in texts:
                self.assertRegex(text.splitlines()[0], r"^## .*\?$")


class OnTheSample(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        SHOWN.mkdir(parents=True, exist_ok=True)
        cls.all = {}
        for name in NAMES:
            cls.all[name[:2]] = run(read(name), tables=str(TABLES))
            nbformat.write(cls.all[name[:2]], SHOWN / f"{name}.ipynb")
        relations = {(a["kind"], a["identity"]): a["relation"] for a in truth("actors")}
        cls.accesses = truth("accesses")
        for access in cls.accesses:
            access["relation"] = relations[access["actor_kind"], access["actor_identity"]]
            access["outside"] = access["relation"] not in ("own", "platform")
            access["read"] = access["succeeded"] and access.get("operation_class") == "read"
        cls.through = [access for access in cls.accesses if access["via"] == "through"]
        cls.windows = [window for window in truth("windows") if window["exposure"] != "unknown"]

    def assert_planted(self, found, planted, names):
        """A field that the truth does not name is not compared; what it calls optional may be missing."""
        left = list(found)
        for one in planted:
            match = [row for row in left if all(row[n] == shown(one[n]) for n in names if n in one)]
            if match or not one.get("optional"):
                self.assertTrue(match, one)
                left.remove(match[0])
        self.assertEqual(left, [])

    def test_coverage_is_what_was_planted(self):
        hours = collections.Counter()
        for planted in truth("coverage"):
            begin, end = (datetime.datetime.fromisoformat(planted[at]) for at in ("from_at", "to_at"))
            hours[planted["category"], planted["state"]] += (end - begin) // datetime.timedelta(hours=1)
        found = rows(self.all["01"], "states", "category", "state", "hours")
        self.assertEqual(found, sorted((*state, str(n)) for state, n in hours.items()))

    def test_gaps_are_what_was_planted(self):
        names = ("account", "category", "from_at", "to_at", "state")
        gaps = [gap for gap in truth("coverage") if gap["state"] not in ("logged", "quiet")]
        planted = sorted(tuple(shown(gap[name]) for name in names) for gap in gaps)
        self.assertTrue(planted)
        self.assertEqual(rows(self.all["01"], "gaps", *names), planted)
        self.assertTrue(has_figure(self.all["01"], "strip"))

    def test_what_could_not_be_read_is_what_was_planted(self):
        found = rows(self.all["01"], "quarantine", "file", "offset")
        planted = sorted((bad["file"], bad["offset"]) for bad in truth("quarantine"))
        self.assertEqual(found, [(file, str(offset)) for file, offset in planted])

    def test_files_are_counted_and_balance(self):
        sources = table("sources").to_pylist()
        found = rows(self.all["01"], "sources", "files", "records", "quarantined", "not_balanced")
        sums = [sum(int(line[i]) for line in found) for i in range(4)]
        lines = sum(source["lines"] for source in sources)
        self.assertEqual(sums, [len(sources), lines, len(truth("quarantine")), 0])

    def test_windows_are_what_was_planted(self):
        names = ("account", "container", "capability", "exposure", "verdict", "opened_before",
                 "closed_after", "opened_after", "closed_before", "still_open", "hours_exposed")
        self.assert_planted(frame(self.all["02"], "windows").rows, self.windows, names)
        self.assertTrue(has_figure(self.all["02"], "timeline"))
        sure = rows(self.all["02"], "windows", "exposure")
        self.assertEqual(sure, sorted(sure, key=lambda row: "proven inferred possible".index(row[0])))

    def test_edges_name_who_was_planted(self):
        names = ("account", "container", "opened_cause", "opened_by", "closed_cause", "closed_by")
        self.assert_planted(frame(self.all["02"], "edges").rows, self.windows, names)

    def test_unknown_windows_are_counted_apart(self):
        found = dict(rows(self.all["02"], "unknown", "account", "containers"))
        unknown = [window for window in truth("windows") if window["exposure"] == "unknown"]
        for account in {window["account"] for window in unknown}:
            mine = [window for window in unknown if window["account"] == account]
            most = {window["container"] for window in mine} - {None}
            least = {window["container"] for window in mine if not window.get("optional")} - {None}
            self.assertLessEqual(len(least), int(found[account]))
            self.assertLessEqual(int(found[account]), len(most))
        listed = rows(self.all["02"], "unknown", "windows_of_containers", "of_whole_account")
        counted = [w for w in table("exposure_windows").to_pylist() if w["exposure"] == "unknown"]
        self.assertEqual(sum(int(a) + int(b) for a, b in listed), len(counted))

    def test_who_came_through_is_who_was_planted(self):
        planted = collections.defaultdict(list)
        for access in self.through:
            planted[access["relation"]].append(access)
        expected = [
            (relation, str(len({a["actor_identity"] for a in of})), str(len(of)),
             str(sum(a["succeeded"] for a in of)), str(sum(a["read"] for a in of)),
             str(len({(a["account"], a["container"], a["object"]) for a in of if a["read"]})),
             str(sum(a["bytes_out"] for a in of if a["succeeded"])))
            for relation, of in sorted(planted.items())
        ]
        found = rows(self.all["03"], "through", "relation", "actors", "requests", "succeeded", "reads",
                     "objects_read", "bytes")
        self.assertEqual(found, expected)

    def test_strangers_are_those_planted(self):
        planted = collections.defaultdict(list)
        for access in self.through:
            if access["outside"]:
                planted[access["actor_identity"]].append(access)
        expected = {
            (identity, str(len(of)), str(sum(a["bytes_out"] for a in of if a["read"])))
            for identity, of in planted.items()
        }
        found = rows(self.all["03"], "outsiders", "label", "requests", "content_bytes")
        self.assertEqual(len(found), len(expected))
        self.assertEqual(set(found), expected)
        self.assertTrue(has_figure(self.all["03"], "days"))

    def test_objects_are_those_planted(self):
        names = ("account", "container", "object", "verdict", "reads", "bytes_out", "first_read_at")
        objects = [planted for planted in truth("objects") if planted["reads"] > 0]
        planted = sorted(tuple(shown(one[name]) for name in names) for one in objects)
        self.assertEqual(sorted(rows(self.all["03"], "objects", *names)), planted)
        exposed = rows(self.all["03"], "exposed", "objects")
        distinct = {(o["account"], o["container"], o["object"]) for o in truth("objects")}
        self.assertEqual(sum(int(count) for count, in exposed), len(distinct))

    def test_others_are_counted_apart(self):
        found = rows(self.all["03"], "during", "requests")
        self.assertEqual(sum(int(n) for n, in found), len(self.accesses) - len(self.through))

    def assert_actor(self, notebook, accesses):
        self.assertTrue(accesses)
        found = rows(notebook, "did", "requests", "bytes")
        self.assertEqual(sum(int(n) for n, _ in found), len(accesses))
        took = sum(access["bytes_out"] for access in accesses if access["succeeded"])
        self.assertEqual(sum(int(n) for _, n in found), took)
        listed = rows(notebook, "requests", "at", "operation", "status")
        self.assertEqual(sorted(listed), sorted(
            (shown(a["at"]), a["operation"], str(a["status_code"])) for a in accesses))
        self.assertTrue(has_figure(notebook, "when"))

    def test_nobody_given_is_who_read_most(self):
        bytes_of = collections.Counter()
        for access in self.through:
            if access["outside"] and access["read"]:
                bytes_of[access["actor_identity"]] += access["bytes_out"]
        first = bytes_of.most_common(1)[0][0]
        mine = [access for access in self.accesses if access["actor_identity"] == first]
        self.assert_actor(self.all["04"], mine)

    def test_one_actor_by_address_principal_and_sas(self):
        address = self.through[0]["caller_ip"]
        by_address = run(read("04-one-actor"), tables=str(TABLES), address=address)
        self.assert_actor(by_address, [a for a in self.accesses if a["caller_ip"] == address])
        vendor = next(a for a in self.accesses if a["relation"] == "vendor")["actor_identity"]
        by_principal = run(read("04-one-actor"), tables=str(TABLES), principal=vendor.upper())
        self.assert_actor(by_principal, [a for a in self.accesses if a["actor_identity"] == vendor])
        sas = table("sas_tokens").to_pylist()[0]["sas_sha256"]
        by_sas = run(read("04-one-actor"), tables=str(TABLES), sas=sas.lower())
        signed = [a["request_id"] for a in table("accesses").to_pylist() if a["sas_sha256"] == sas]
        self.assert_actor(by_sas, [a for a in self.accesses if a["request_id"] in signed])

    def test_one_actor_that_nobody_saw(self):
        notebook = run(read("04-one-actor"), tables=str(TABLES), address="' OR true --")
        for cell in ("picked", "pivot", "did", "when", "windows", "requests"):
            self.assertIn("not the same as no request", said(notebook, cell))
        self.assertIn("No operation", said(notebook, "events"))

    def test_sign_off_counts_what_was_planted(self):
        found = dict(rows(self.all["05"], "checks", "question", "number"))
        self.assertEqual(found["files whose records do not balance"], "0")
        self.assertEqual(found["records that could not be read"], str(len(truth("quarantine"))))
        verdicts = [window["verdict"] for window in self.windows]
        self.assertEqual(found["windows through which an outsider came"],
                         str(verdicts.count("confirmed")))
        self.assertEqual(found["windows without a known end"],
                         str(sum(window["still_open"] for window in self.windows)))
        self.assertEqual(found["hours of windows that no log covers"],
                         str(sum(w["hours_in_period"] - w["hours_covered"] for w in self.windows)))
        self.assertEqual(sorted(rows(self.all["05"], "verdicts", "verdict")),
                         sorted((verdict,) for verdict in verdicts))
        self.assertTrue(has_figure(self.all["05"], "chart"))

    def test_sign_off_names_the_versions(self):
        versions = last_run()["table_versions"]
        found = rows(self.all["05"], "versions", "table", "version")
        self.assertEqual(found, sorted((name, str(version)) for name, version in versions.items()))
        self.assertEqual(len(rows(self.all["05"], "findings", "text")), table("findings").num_rows)

    def test_first_steps_reach_a_stranger(self):
        confirmed = [w["container"] for w in self.windows if w["verdict"] == "confirmed"]
        found = [name for name, in rows(self.all["06"], "windows", "container")]
        self.assertEqual(sorted(found), sorted(confirmed))
        stranger = rows(self.all["06"], "actors", "label")[0][0]
        mine = {shown(a["at"]) for a in self.through if a["actor_identity"] == stranger}
        session = rows(self.all["06"], "session", "at")
        longest = max(s["requests"] for s in table("sessions").to_pylist()
                      if s["actor_id"] == rows(self.all["06"], "actors", "actor_id")[0][0])
        self.assertEqual(len(session), longest)
        self.assertLessEqual({at for at, in session}, mine)


class Elsewhere(unittest.TestCase):
    def test_widgets_win_and_a_catalog_serves_as_well(self):
        versions = last_run()["table_versions"]
        made = ["from pyspark.sql import SparkSession", "spark = SparkSession.getActiveSession()",
                "spark.sql('CREATE SCHEMA IF NOT EXISTS ajar')"]
        for name in [*versions, "runs"]:
            made.append(f"spark.sql(\"CREATE TABLE IF NOT EXISTS ajar.{name} USING delta"
                        f" LOCATION '{TABLES / name}'\")")
        made += [
            "class Widgets:",
            "    def text(self, name, value): pass",
            "    def get(self, name): return {'tables': 'spark_catalog.ajar'}.get(name, '')",
            "class dbutils: widgets = Widgets()",
        ]
        run(read("06-first-steps"), tables=str(TABLES))
        notebook = run(read("06-first-steps"), "\n".join(made), tables="/nowhere")
        self.assertEqual(len(rows(notebook, "windows", "window_id")),
                         [w["verdict"] for w in truth("windows")].count("confirmed"))

    def test_no_tables_are_a_sentence(self):
        with self.assertRaises(CellExecutionError) as stopped:
            run(read("01-coverage-and-gaps"), tables=str(WORK / "none"))
        self.assertIn("There are no tables of Ajar", str(stopped.exception))
        self.assertNotIn("File ", stopped.exception.traceback)

    def test_tables_without_rows_are_sentences(self):
        folder = WORK / "empty"
        write_deltalake(str(folder / "runs"), write(folder, lambda rows: rows.slice(0, 0)),
                        partition_by=["audit"])
        for name in NAMES:
            notebook = run(read(name), tables=str(folder))
            for cell in notebook.cells[4:]:
                if cell.cell_type != "code" or cell.id in ("checks", "runs", "versions"):
                    continue
                self.assertFalse(has_figure(notebook, cell.id), (name, cell.id))
                self.assertIsNone(frame(notebook, cell.id), (name, cell.id))
                self.assertRegex(said(notebook, cell.id), r"[A-Z].*\.\n$", (name, cell.id))

    def test_hostile_text_stays_text_and_what_nobody_committed_is_not_read(self):
        folder = WORK / "hostile"
        texts = ("container", "object", "user_agent", "label", "text", "raw", "operation", "cause",
                 "opened_by", "caller", "upn", "subject")

        def spoil(rows):
            for name in set(texts) & set(rows.schema.names):
                spoilt = [text if text is None else text + HOSTILE for text in rows[name].to_pylist()]
                at = rows.schema.get_field_index(name)
                rows = rows.set_column(at, rows.schema.field(name), pyarrow.array(spoilt, "string"))
            other = pyarrow.array(["other"] * rows.num_rows, "string")
            at = rows.schema.get_field_index("audit")
            return pyarrow.concat_tables([rows, rows.set_column(at, rows.schema.field("audit"), other)])

        runs = write(folder, spoil)
        later = runs.to_pylist(maps_as_pydicts="strict")[0] | {
            "number": 99, "run_id": "later", "outcome": "started", "table_versions": None}
        later["counts"] = []
        later = pyarrow.Table.from_pylist([later], runs.schema)
        at = runs.schema.get_field_index("audit")
        other = runs.set_column(at, runs.schema.field("audit"),
                                pyarrow.array(["other"] * runs.num_rows, "string"))
        write_deltalake(str(folder / "runs"), pyarrow.concat_tables([runs, later, other]),
                        partition_by=["audit"])
        # A run that was killed before it committed left the table empty.
        write_deltalake(str(folder / "exposure_windows"), spoil(table("exposure_windows")).slice(0, 0),
                        mode="overwrite")
        audit = last_run()["audit"]
        with self.assertRaises(CellExecutionError) as stopped:
            run(read("02-exposure-windows"), tables=str(folder))
        self.assertIn(f"one of: {audit}, other", str(stopped.exception))
        for name in NAMES:
            notebook = run(read(name), tables=str(folder), audit=audit)
            seen = 0
            for cell in notebook.cells:
                for output in cell.get("outputs", []):
                    text = json.dumps(output, ensure_ascii=False)
                    self.assertNotRegex(text, "[\u202e\x1b]|u001b\\[31m", (name, cell.id))
                if cell.get("outputs") and frame(notebook, cell.id):
                    found = frame(notebook, cell.id)
                    self.assertLessEqual(
                        found.tags, {"div", "style", "table", "thead", "tbody", "tr", "th", "td"})
                    seen += sum("\\u{202e}\\u{1b}[31m" in text for line in found.body for text in line)
            self.assertGreater(seen, 0, name)
            if name.startswith("02"):
                self.assertEqual(len(rows(notebook, "windows", "window_id")),
                                 len([w for w in truth("windows") if w["exposure"] != "unknown"]))
                self.assertTrue(has_figure(notebook, "timeline"))
            if name.startswith("03"):
                self.assertEqual(
                    sum(int(n) for n, in rows(notebook, "through", "requests")),
                    sum(access["via"] == "through" for access in truth("accesses")))


def plain(value):
    """A value as JSON has it, with instants in UTC and without what is null, as Spark writes it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")
    if isinstance(value, dict):
        return {name: plain(of) for name, of in value.items() if of is not None}
    return [plain(of) for of in value] if isinstance(value, list) else value


def in_order(found):
    return sorted(json.dumps(plain(row), sort_keys=True) for row in found)


class OtherEngines(unittest.TestCase):
    """The tables are plain Delta: what reads it finds the same rows at the versions of the last run."""

    @classmethod
    def setUpClass(cls):
        notebook = read("01-coverage-and-gaps")
        notebook.cells = notebook.cells[:3]
        notebook.cells.append(nbformat.v4.new_code_cell(f"""
for name in [*run.table_versions, "runs"]:
    found = spark.sql(
        f"SELECT to_json(struct(*), map('timestampFormat', 'yyyy-MM-dd HH:mm:ss.SSSSSS')) FROM {{name}}")
    with open(f"{WORK}/{{name}}.jsonl", "w", encoding="utf-8") as out:
        out.writelines(row[0] + "\\n" for row in found.collect())
"""))
        run(notebook, tables=str(TABLES))
        cls.versions = last_run()["table_versions"] | {
            "runs": DeltaTable(str(TABLES / "runs")).version()}
        cls.spark = {}
        for name in cls.versions:
            with open(WORK / f"{name}.jsonl", encoding="utf-8") as lines:
                cls.spark[name] = in_order(json.loads(line) for line in lines)

    def test_every_folder_is_a_table_and_most_have_rows(self):
        self.assertEqual(sorted(self.versions), sorted(path.name for path in TABLES.iterdir()))
        self.assertGreater(min(len(found) for found in self.spark.values()), 0)

    def test_delta_rs_reads_what_spark_reads(self):
        for name, version in self.versions.items():
            found = DeltaTable(str(TABLES / name), version=version).to_pyarrow_table()
            self.assertEqual(in_order(found.to_pylist(maps_as_pydicts="strict")), self.spark[name], name)

    def test_duckdb_reads_what_spark_reads(self):
        package = pathlib.Path(duckdb_extension_delta.__file__).parent
        extension = next(package.glob("extensions/*/delta.duckdb_extension"))
        database = duckdb.connect(config={"autoinstall_known_extensions": False})
        database.load_extension(str(extension))
        database.execute("SET TimeZone = 'UTC'")
        for name, version in self.versions.items():
            found = database.execute(
                f"SELECT * FROM delta_scan('{TABLES / name}', version := {version})").to_arrow_table()
            self.assertEqual(in_order(found.to_pylist(maps_as_pydicts="strict")), self.spark[name], name)


if __name__ == "__main__":
    unittest.main()
