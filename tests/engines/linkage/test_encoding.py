"""Keyed encodings: similar records look alike to who has no key, and tell nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palermo_engines.kit.errors import InputError
from palermo_engines.linkage.encoded import encoded_records, match_encoded
from palermo_engines.linkage.encoding import Encoder, encode_list, read_spelled, spelled
from palermo_engines.linkage.matching import duckdb_of
from palermo_engines.linkage.partitions import best_linkage, groups_of
from palermo_engines.linkage.quality import against_truth
from palermo_engines.linkage.records import AgencyList
from palermo_engines.linkage.rehearsal import lists_of
from palermo_engines.simulation.countries import simulate
from palermo_engines.simulation.people import Country
from palermo_engines.simulation.samples import five_agencies
from tests.engines.linkage.samples import truth_of

KEY = bytes(range(32))
ONE = {"family": "Belmirdor", "given": "Tamvek", "birth": "1999-05-31", "sex": "female"}


def far(one: np.ndarray, other: np.ndarray) -> float:
    return float((one != other).mean())


def test_similar_records_are_near_and_others_far() -> None:
    encoder = Encoder(KEY)
    code = encoder.encode(ONE)
    assert far(code, encoder.encode(ONE)) == 0
    assert far(code, encoder.encode(ONE | {"family": "Belmirdoor"})) < 0.15
    assert far(code, encoder.encode(ONE | {"birth": "1999-05-30"})) < 0.1
    assert far(code, encoder.encode({"family": "Quozon", "given": "Hulpel", "birth": "1971-01-02"})) > 0.3


def test_another_key_gives_an_unrelated_code() -> None:
    assert far(Encoder(KEY).encode(ONE), Encoder(KEY[::-1]).encode(ONE)) > 0.3


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
@settings(max_examples=30)
def test_the_same_letters_in_another_field_are_other_bits(name: str, other: str) -> None:
    """Without a salt of its own for each field, a family name could be looked up among given names."""
    encoder = Encoder(KEY, flipped=0.0)
    left, right = encoder.encode({"family": name, "given": other}), encoder.encode({"family": other, "given": name})
    alike = encoder.encode({"family": name, "given": name}), encoder.encode({"family": name})
    assert np.array_equal(left, right) == (_letters(name) == _letters(other))
    assert np.array_equal(*alike) == (not _letters(name))


def _letters(text: str) -> str:
    from palermo_engines.linkage.names import latin

    return latin(text)


def test_folding_and_flipping_hide_which_bits_a_letter_pair_sets() -> None:
    """What a pattern attack looks for: positions that are always set when a letter pair is there."""
    ends = ("mir", "dor", "tam", "vek", "pel", "gal", "hul", "lun", "kes", "zon", "yar", "fen")
    people = [
        {"family": f"Bel{end}", "given": end + last, "birth": f"{1960 + 4 * at}-0{at % 9 + 1}-1{at % 8}"}
        for at, (end, last) in enumerate(zip(ends, reversed(ends), strict=True))
    ]
    encoder = Encoder(KEY)
    plain = np.array([_unfolded(encoder, person) for person in people])
    hard = np.array([encoder.encode(person) for person in people])
    standing_out = plain.all(axis=0).sum()
    assert standing_out >= 20  # the bits of _b, be and el, in which all agree
    assert hard.all(axis=0).sum() < standing_out / 2


def _unfolded(encoder: Encoder, columns: dict[str, str]) -> np.ndarray:
    from palermo_engines.linkage.encoding import _tokens

    bits = np.zeros(encoder.length, dtype=bool)
    for name, tokens in _tokens(columns).items():
        for token in tokens:
            bits[encoder._positions(name, token)] = True
    return bits


def test_the_key_is_never_shown_and_never_short() -> None:
    assert KEY.hex() not in repr(Encoder(KEY))
    assert repr(KEY)[2:-1] not in repr(Encoder(KEY))
    for wrong in ({"key": b"secret"}, {"key": KEY, "length": 1000}, {"key": KEY, "flipped": 0.5}):
        with pytest.raises(InputError):
            Encoder(**wrong)


def test_codes_are_written_and_read_back_as_text() -> None:
    listed = AgencyList("shelter", {"family": ["Bel", ""], "given": ["Mir", ""]})
    words = encode_list(listed, Encoder(KEY))
    assert not words[1].any()
    np.testing.assert_array_equal(read_spelled(spelled(words)), words)
    for wrong in (["zz"], ["00" * 8, "00" * 16], ["00"]):
        with pytest.raises(InputError) as caught:
            read_spelled(wrong, where="codes")
        assert caught.value.code == "linkage.encoded"


def test_encoded_lists_are_joined_without_a_name() -> None:
    simulated = simulate(Country(4_000), five_agencies(), 4)
    encoder = Encoder(KEY)
    codes = {each.name: encode_list(each, encoder) for each in lists_of(simulated, five_agencies())}
    records = encoded_records(codes, 1)
    person = best_linkage(groups_of(match_encoded(records, database=duckdb_of(threads=1)), len(records)))
    quality = against_truth(person, truth_of(simulated))
    assert quality.precision > 0.95
    assert quality.recall > 0.7
    held = {str(value) for listed in records.lists for value in listed.columns["number"]}
    assert all(set(text) <= set("0123456789abcdef") for text in held)
    with pytest.raises(InputError):
        encoded_records({}, 1)
