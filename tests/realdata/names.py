"""Made-up names: the data sets have none, and nobody's real one may stand in for them."""

import hashlib

_FIRST = str.split(
    "Abena Aidan Alba Amir Anouk Asha Bea Ben Bilal Cara Chidi Clara Cyrus Dalia Danny Dina Efua Ella "
    "Emil Esme Farah Felix Freya Gio Grace Gus Hana Hugo Ida Idris Isla Ivo Jade Jonah Juno Kai Kemi Kit "
    "Lara Leo Lina Luca Maya Milo Mina Nadia Ned Nia Noor Olek Omar Orla Petra Pia Quinn Rafi Rosa Ruth "
    "Sami Seren Stan Tariq Tess Thea Uma Viktor Wanda Will Yara Yusuf Zara Zeno"
)
_START = str.split(
    "Al Bar Cor Dun El Fair Gar Hol In Kes Lang Mar Nor Oak Pem Quil Ros Sel Tarn Up Val West Yar"
)
_END = str.split(
    "bridge brook by combe croft dale den ley lock mead more more ridge shaw ton wade wick wold"
)


def name_of(person: str) -> tuple[str, str]:
    """Give a made-up given and family name, always the same for the same id."""
    pick = int.from_bytes(hashlib.sha256(person.encode()).digest()[:8])
    first, pick = _FIRST[pick % len(_FIRST)], pick // len(_FIRST)
    start, pick = _START[pick % len(_START)], pick // len(_START)
    return first, start + _END[pick % len(_END)]
