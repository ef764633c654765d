"""Invented people and machines that make the commits of the generated repositories."""

from support.repository_builder import Person

ADA = Person("Ada Example", "ada@city.example")
BEN = Person("Ben Sample", "ben@city.example")
CLEO = Person("Cleo Muster", "cleo@city.example")
DAN = Person("Dan Esempio", "dan@company.example")
EVE = Person("Eve Ejemplo", "eve@company.example")
RELEASE_ROBOT = Person("Release Automation", "jenkins@build.example")
DEPENDENCY_ROBOT = Person("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com")
