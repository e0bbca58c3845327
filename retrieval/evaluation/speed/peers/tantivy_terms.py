"""tantivy with its tokenizer for white space; one thread asks, and hits are not counted."""

from pathlib import Path

import tantivy

from retrieval.evaluation.speed.engine import TOP, Ask, Corpus, Engine
from retrieval.evaluation.speed.questions import Question

_BAG, _PLACE = "bag", "place"
_HEAP = 256_000_000  # bytes that its writer may fill before it writes a segment


def _build(corpus: Corpus, folder: Path) -> None:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field(_BAG, tokenizer_name="whitespace", index_option="freq")
    schema.add_unsigned_field(_PLACE, fast=True)
    writer = tantivy.Index(schema.build(), path=str(folder)).writer(_HEAP)
    for place, bag in enumerate(corpus.bags_in_order()):
        document = tantivy.Document()
        document.add_text(_BAG, bag)
        document.add_unsigned(_PLACE, place)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def _opened(folder: Path) -> Ask:
    index = tantivy.Index.open(str(folder))
    schema, searcher = index.schema, index.searcher()

    def ask(question: Question) -> list[int]:
        terms = [tantivy.Query.term_query(schema, _BAG, term, "freq") for term in question.terms]
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, term) for term in terms])
        hits = searcher.search(query, TOP, count=False).hits
        best: list[int] = searcher.fast_field_values(_PLACE, [address for _, address in hits])
        return best

    return ask


ENGINE = Engine(_build, _opened)
