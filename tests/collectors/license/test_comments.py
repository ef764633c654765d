import pytest

from mrl.collectors.license.comments import leading_comments, license_comments

SENTENCE = "Licensed under the terms of an invented license."


@pytest.mark.parametrize(
    "text",
    [
        f"/*\n * {SENTENCE}\n */\npackage a;",
        f"package a;\n\nimport b.C;\n\n// {SENTENCE}\nclass A {{}}",
        f"#!/bin/sh\n# {SENTENCE}\nexit",
        f"#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n#\n# {SENTENCE}\nimport os",
        f'"""{SENTENCE}"""\nimport os',
        f'<?xml version="1.0"?>\n<!-- {SENTENCE} -->\n<a/>',
        f"<project>\n  <!-- {SENTENCE} -->\n</project>",
        f"<?php\n/** {SENTENCE} */\n",
        f"<?php /* {SENTENCE} */",
        f'<%@ page language="java" %>\n<%-- {SENTENCE} --%>',
        f"<#-- {SENTENCE} -->\n<p>",
        f"-- {SENTENCE}\nselect 1;",
        f"; {SENTENCE}\n[section]",
        f"\ufeff// {SENTENCE}\r\nusing System;",
        f"{{# {SENTENCE} #}}",
        f"(* {SENTENCE} *)\nlet x = 1",
        f'@charset "UTF-8";/*! {SENTENCE} */a{{}}',
    ],
)
def test_the_leading_comment_of_each_language(text):
    assert SENTENCE in license_comments(text)


@pytest.mark.parametrize(
    "text",
    [
        f"class A {{\n    /** {SENTENCE} */\n    int a;\n}}",
        f'String a = "{SENTENCE}";',
        f"x = 1\n    # {SENTENCE}",
        "/* Copyright (c) 2026 Ada Example */\npackage a;",
        "code();\n" * 150 + f"/* {SENTENCE} */",
        "",
    ],
)
def test_what_is_no_leading_license_comment(text):
    assert license_comments(text) == ""


def test_bundled_parts_keep_their_notices():
    text = "!function(){}();\n/*! part one, MIT License */\nvar a;\n/*! part two, ISC License */\n"
    assert "part one" in license_comments(text)
    assert "part two" in license_comments(text)


def test_lines_with_blank_lines_between_are_one_comment():
    assert list(leading_comments("// one\n\n// two\ncode();\n")) == ["// one\n\n// two\n"]


def test_a_comment_without_end_goes_to_the_end():
    assert list(leading_comments("/* one\ntwo")) == ["/* one\ntwo"]


def test_an_editor_hint_is_no_license():
    hint = (
        "/*\n * To change this license header, choose License Headers in Project Properties.\n */\npackage a;"
    )
    assert license_comments(hint) == ""
