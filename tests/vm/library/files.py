"""Modules that deal with files and formats."""
import bz2
import contextlib
import filecmp
import fileinput
import fnmatch
import glob
import gzip
import io
import linecache
import lzma
import mimetypes
import mmap
import netrc
import os
import pathlib
import plistlib
import shelve
import shutil
import sqlite3
import stat
import sys
import tarfile
import tempfile
import xml.dom.minidom
import xml.etree.ElementTree as ElementTree
import xml.sax
import zipapp
import zipfile

folder = tempfile.mkdtemp()
os.chdir(folder)
path = pathlib.Path("sub") / "deeper"
path.mkdir(parents=True)
(path / "a.txt").write_text("one\ntwo\nthree\n")
(path / "b.py").write_text("x = 1\n")
print(sorted(p.as_posix() for p in pathlib.Path().rglob("*")), pathlib.PurePosixPath("/a/b/../c.tar.gz").suffixes, path.parts)
print(sorted(glob.glob("**/*.txt", recursive=True)), fnmatch.filter(["a.c", "b.h"], "*.c"), fnmatch.translate("a?[!b]*"))
print(pathlib.PureWindowsPath("c:\\x\\y").as_posix(), pathlib.Path("a/b").relative_to("a"), pathlib.PurePath("a", "/b"))
shutil.copytree("sub", "copy")
print(filecmp.dircmp("sub/deeper", "copy/deeper").same_files, shutil.which("no-such-program"), sorted(os.listdir("copy/deeper")))
archive = shutil.make_archive("packed", "zip", "sub")
with zipfile.ZipFile(archive) as file:
    print(sorted(file.namelist()), file.read("deeper/a.txt"), file.testzip())
with zipfile.ZipFile("made.zip", "w", zipfile.ZIP_DEFLATED) as file:
    file.writestr(zipfile.ZipInfo("x.txt", (2000, 1, 1, 0, 0, 0)), "x" * 100)
    with file.open("y.txt", "w") as inner:
        inner.write(b"streamed")
print(zipfile.ZipFile("made.zip").infolist()[0], zipfile.is_zipfile("packed.zip"), zipfile.Path("made.zip", "y.txt").read_text())
with tarfile.open("made.tar.gz", "w:gz") as file:
    file.add("sub/deeper/a.txt", "renamed.txt", filter=lambda info: info)
    info = tarfile.TarInfo("memory")
    info.size = 3
    file.addfile(info, io.BytesIO(b"abc"))
with tarfile.open("made.tar.gz") as file:
    print(file.getnames(), file.extractfile("memory").read(), file.getmember("renamed.txt").size)
try:
    zipfile.ZipFile("sub/deeper/a.txt")
except zipfile.BadZipFile as error:
    print(error)
for module, name in ((gzip, "g"), (bz2, "b"), (lzma, "l")):
    with module.open(name, "wt") as file:
        file.write("packed\n" * 3)
    with module.open(name, "rt") as file:
        print(file.readlines())
with open("mapped", "w+b") as file:
    file.write(b"0123456789")
    file.flush()
    with mmap.mmap(file.fileno(), 0) as mapped:
        mapped[2:4] = b"XX"
        print(mapped[:], mapped.find(b"X"))
print(linecache.getline("sub/deeper/a.txt", 2), mimetypes.guess_type("x.html"), stat.filemode(0o100644))
with fileinput.input(["sub/deeper/a.txt", "sub/deeper/b.py"]) as lines:
    print([(lines.filelineno(), line.strip()) for line in lines])
with contextlib.redirect_stdout(io.StringIO()), fileinput.input("sub/deeper/b.py", inplace=True) as lines:
    for line in lines:
        print(line.replace("1", "2"), end="")
print(pathlib.Path("sub/deeper/b.py").read_text())
data = {"name": "é", "list": [1, 2.5, True], "bytes": b"\x00\x01"}
print(plistlib.loads(plistlib.dumps(data)) == data, plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY)[:8])
with shelve.open("shelf") as shelf:
    shelf["key"] = {"stored": [1]}
with shelve.open("shelf") as shelf:
    print(dict(shelf))

root = ElementTree.fromstring("<r a='1'><c>text<d/>tail</c><c x='y'/></r>")
ElementTree.SubElement(root, "new", {"k": "v"}).text = "<&>"
print(ElementTree.tostring(root), [c.get("x") for c in root.iter("c")], root.find("c/d").tail, root.findall(".//c[@x='y']")[0].attrib)
with contextlib.suppress(AttributeError):
    ElementTree.indent(root)
    print(ElementTree.tostring(root, "unicode"))
try:
    ElementTree.fromstring("<a><b></a>")
except ElementTree.ParseError as error:
    print(error, error.position)
document = xml.dom.minidom.parseString("<a><b>t</b></a>")
print(document.toprettyxml(indent=" "), document.documentElement.firstChild.firstChild.data)


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attributes):
        print("start", name, dict(attributes))

    def characters(self, content):
        print("text", content)


xml.sax.parseString(b"<a x='1'>hi<b/></a>", Handler())

connection = sqlite3.connect(":memory:")
connection.row_factory = sqlite3.Row
connection.create_function("twice", 1, lambda x: x * 2)


class Longest:
    def __init__(self):
        self.value = ""

    def step(self, text):
        self.value = max(self.value, text, key=len)

    def finalize(self):
        return self.value


connection.create_aggregate("longest", 1, Longest)
connection.create_collation("backwards", lambda a, b: (a < b) - (a > b))
with connection:
    connection.execute("create table t (n integer primary key, s text)")
    connection.executemany("insert into t (s) values (?)", ((s,) for s in ("a", "ccc", "bb")))
print([tuple(row) for row in connection.execute("select twice(n), s from t order by s collate backwards")])
print(connection.execute("select longest(s) as l from t").fetchone()["l"], connection.total_changes)
for statement in ("select nothing from t", "insert into t values (1, 'x')", "not sql"):
    try:
        connection.execute(statement)
    except sqlite3.Error as error:
        print(type(error).__name__, error)
connection.close()
with tempfile.NamedTemporaryFile("w+", suffix=".txt", dir=folder) as file, tempfile.SpooledTemporaryFile() as spooled:
    file.write("x")
    spooled.write(b"y")
    print(os.path.exists(file.name), file.name.endswith(".txt"), spooled.tell())
with tempfile.TemporaryDirectory(dir=folder) as inner:
    print(os.path.isdir(inner))
print(os.path.isdir(inner), os.path.commonpath(["/a/b", "/a/c"]), os.path.normpath("a//b/../c"))
pathlib.Path("app").mkdir()
pathlib.Path("app/__main__.py").write_text("print('app')\n")
zipapp.create_archive("app", "app.pyz")
print(zipfile.is_zipfile("app.pyz"))
pathlib.Path("netrc").write_text("machine host login me password secret\n")
print(netrc.netrc("netrc").authenticators("host"))
for entry in sorted(os.scandir("."), key=lambda entry: entry.name)[:3]:
    print(entry.name, entry.is_file())
print(sum(len(files) for _, _, files in os.walk("sub")))
os.chdir("/")
shutil.rmtree(folder)
print(os.path.exists(folder))
