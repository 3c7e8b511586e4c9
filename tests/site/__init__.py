# ruff: noqa: A005  the tests of palermo.site stand where palermo.site stands
