import pytest

from portal.api import RESOURCES
from portal.statistics.views import FIGURES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", RESOURCES)
def test_every_resource_that_the_root_names_answers(client, name):
    address = client.get("/api/v1/").json()[name]
    answer = client.get(address.removeprefix("http://127.0.0.1:8000"))
    assert answer.status_code == 200 and "results" in answer.json()


@pytest.mark.parametrize("name", RESOURCES)
def test_no_resource_passes_over_a_parameter_it_does_not_know(client, name):
    response = client.get(f"/api/v1/{name}/?bukan_apa_apa=1")
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == "bukan_apa_apa"


@pytest.mark.parametrize("name", FIGURES)
def test_one_figure(client, name):
    answer = client.get(f"/api/v1/statistics/{name}/").json()
    assert answer["id"] == name and answer["csv"].endswith(f"/statistik/{name}.csv")
    assert client.get("/api/v1/statistics/tidak-ada/").status_code == 404
