from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pydot
import pytest
from graph_made import MIDDLE, Cite, Doc, build, star

from pipeline.graph import exports, model
from pipeline.registry import Registry

SENTENCE = 'Nói "một" \\N & <hai>\x01,\nba ]]> số 1'
DOCUMENTS = [
    Doc(MIDDLE, "Quyết định 1 & <2> \"ba\" \\l", subject="dòng\nhai\x0b"),
    Doc("vn/a:b~1", "Kế hoạch 2/KH-UBND", "Kế hoạch", issuer=None, date=None, held=0),
    Doc("alone", "Công văn", None),
]
CITATIONS = [
    Cite("vn/a:b~1", MIDDLE, "implements", mentions=3, words=SENTENCE),
    Cite("vn/a:b~1", MIDDLE, "cites"),
    Cite("vn/a:b~1", MIDDLE, "cites", by="alone"),
    Cite(MIDDLE, "vn/a:b~1", "replaces"),
]
PRINTED = "".join(character for character in SENTENCE if character != "\x01")
ONE_LINE = PRINTED.replace("\n", " ")


def written(tmp_path: Path, name: str, made: tuple[list[Doc], list[Cite]], shuffle: int = 0) -> Path:
    db = build(tmp_path / f"{name}{shuffle}.db", *made, shuffle=shuffle)
    file = tmp_path / f"graph{shuffle}.{name}"
    with Registry(db) as registry:
        pieces = exports.WRITERS[name](model.documents(registry), model.edges(registry))
        file.write_text("".join(exports.in_batches(pieces)), encoding="utf-8")
    return file


def read_json(path: Path) -> Any:
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")))


def read_graphml(path: Path) -> Any:
    return nx.read_graphml(path)


READERS: list[tuple[str, Callable[[Path], Any]]] = [
    ("graphml", read_graphml),
    ("gexf", nx.read_gexf),
    ("json", read_json),
]


@pytest.mark.parametrize(("name", "read"), READERS)
def test_networkx_reads_all_of_it(tmp_path: Path, name: str, read: Callable[[Path], Any]) -> None:
    graph = read(written(tmp_path, name, (DOCUMENTS, CITATIONS)))
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph.nodes) == {document.id for document in DOCUMENTS}
    middle, other = graph.nodes[MIDDLE], graph.nodes["vn/a:b~1"]
    assert middle["label"] == 'Quyết định 1 & <2> "ba" \\l'
    assert (middle["urn"], middle["year"], middle["held"]) == (f"urn:lex:vn:{MIDDLE}", 2024, 1)
    assert (other["held"], other.get("date"), other.get("issuer")) == (0, None, None)
    found = sorted((a, b, d["relation"], d["asserted"], d["mentions"]) for a, b, d in graph.edges(data=True))
    assert found == [
        ("vn/a:b~1", MIDDLE, "cites", False, 1),
        ("vn/a:b~1", MIDDLE, "cites", True, 1),
        ("vn/a:b~1", MIDDLE, "implements", False, 3),
        (MIDDLE, "vn/a:b~1", "replaces", False, 1),
    ]
    edge = next(data for _, _, data in graph.edges(data=True) if data["relation"] == "implements")
    words = SENTENCE if name == "json" else PRINTED
    # a line break in an attribute is a blank to every reader of XML
    assert edge["words"] == (ONE_LINE if name == "gexf" else words)
    assert (edge["label"], float(edge["weight"]), edge["page"]) == ("thực hiện", 3.0, 3)
    assert (edge["file"], edge["asserted_by"]) == ("báo cáo & <số> 1.docx", "vn/a:b~1")


@pytest.mark.parametrize(("name", "read"), READERS)
def test_every_attribute_is_there(tmp_path: Path, name: str, read: Callable[[Path], Any]) -> None:
    graph = read(written(tmp_path, name, star(12)))
    assert set(exports.NODE_TYPES) <= set(graph.nodes[MIDDLE])
    assert all(set(exports.EDGE_TYPES) <= set(data) for _, _, data in graph.edges(data=True))
    assert graph.number_of_edges() == len(star(12)[1])


def test_graphml_has_typed_keys_and_labels_as_yed_and_gephi_ask(tmp_path: Path) -> None:
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = ElementTree.parse(written(tmp_path, "graphml", star(5))).getroot()
    keys = {key.get("id"): key for key in root.iter(f"{space}key")}
    types = {"string", "long", "double", "boolean"}
    assert all(key.get("for") in ("node", "edge") and key.get("attr.type") in types for key in keys.values())
    for element in (*root.iter(f"{space}node"), *root.iter(f"{space}edge")):
        data = {one.get("key"): one.text for one in element.iter(f"{space}data")}
        assert set(data) <= set(keys)
        assert data[f"{element.tag.removeprefix(space)}_label"]
    ids = [edge.get("id") for edge in root.iter(f"{space}edge")]
    assert len(ids) == len(set(ids)) > 0


def test_gexf_declares_what_it_uses_and_no_time(tmp_path: Path) -> None:
    space = "{http://www.gexf.net/1.2draft}"
    file = written(tmp_path, "gexf", star(5))
    root = ElementTree.parse(file).getroot()
    declared = {one.get("id") for one in root.iter(f"{space}attribute")}
    assert {one.get("for") for one in root.iter(f"{space}attvalue")} <= declared
    assert "lastmodified" not in file.read_text(encoding="utf-8")


def test_pydot_reads_the_dot(tmp_path: Path) -> None:
    (graph,) = pydot.graph_from_dot_data(
        written(tmp_path, "dot", (DOCUMENTS, CITATIONS)).read_text(encoding="utf-8")
    )
    nodes = {node.get_name().strip('"'): node for node in graph.get_nodes()}
    assert {document.id for document in DOCUMENTS} <= set(nodes)
    assert nodes[MIDDLE].get("label") == r'"Quyết định 1 & <2> \"ba\" \\l"'
    assert len(graph.get_edges()) == len(CITATIONS)
    assert sorted(edge.get("asserted") for edge in graph.get_edges()) == ['"false"'] * 3 + ['"true"']


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed: dot cannot be asked")
def test_graphviz_draws_the_dot(tmp_path: Path) -> None:
    file = written(tmp_path, "dot", (DOCUMENTS, CITATIONS))
    drawn = subprocess.run(["dot", "-Tsvg", file], capture_output=True, check=True, timeout=60)
    root = ElementTree.fromstring(drawn.stdout)
    kinds = [group.get("class") for group in root.iter("{http://www.w3.org/2000/svg}g")]
    assert (kinds.count("node"), kinds.count("edge")) == (3, 4)
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {'Quyết định 1 & <2> "ba" \\l', "thay thế"} <= texts


@pytest.mark.parametrize("name", list(exports.WRITERS))
def test_the_same_bytes_whatever_the_order_of_writing(tmp_path: Path, name: str) -> None:
    files = [written(tmp_path, name, star(40), shuffle) for shuffle in (1, 2)]
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.parametrize(("name", "read"), READERS)
def test_an_empty_graph_is_one_too(tmp_path: Path, name: str, read: Callable[[Path], Any]) -> None:
    assert len(read(written(tmp_path, name, ([], [])))) == 0
