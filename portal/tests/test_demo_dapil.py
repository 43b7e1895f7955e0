"""The dapil of the DPR divide the country: every regency and city lies in exactly one of its province."""

from collections import Counter
from pathlib import Path

import yaml

DEMO = Path(__file__).parents[1] / "demo"


def rows(name: str):
    return yaml.safe_load((DEMO / f"{name}.yaml").read_text(encoding="utf-8"))


def test_every_regency_is_in_one_dapil_of_its_province():
    parts, provinces = rows("dapil_parts"), rows("regencies")["provinces"]
    dapil = {row["code"]: row["parent"] for row in rows("districts") if row["code"] in parts}
    assert len(parts) == len(dapil) == 84
    for province, places in provinces.items():
        own = [parts[code] for code, parent in dapil.items() if parent == province]
        if own == ["all"]:
            continue
        counted = Counter(place for codes in own for place in codes)
        assert counted == Counter(places.keys()), province
