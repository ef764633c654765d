"""The kind of a file, told by its name alone: one table of extensions and one of whole names.

The table covers what is common in public repositories; a name it does not know is of kind `other`.
"""

from types import MappingProxyType

from mrl.model.kinds import words

_EXTENSIONS_OF_KIND = {
    # languages people write programs in
    "build": "mk cmake bazel bzl sln",
    "c": "c h",
    "clojure": "clj cljs cljc",
    "cpp": "cc cpp cxx c++ hh hpp hxx h++ ipp",
    "csharp": "cs csx",
    "dart": "dart",
    "elixir": "ex exs",
    "erlang": "erl hrl",
    "fsharp": "fs fsi fsx",
    "go": "go",
    "groovy": "groovy gvy gradle",
    "haskell": "hs lhs",
    "java": "java",
    "javascript": "js mjs cjs jsx es6",
    "kotlin": "kt kts",
    "lua": "lua",
    "objective-c": "m mm",
    "ocaml": "ml mli",
    "perl": "pl pm pod t",
    "php": "php php3 php4 php5 php7 phtml",
    "powershell": "ps1 psm1 psd1",
    "python": "py pyi pyw pyx",
    "r": "r rmd",
    "ruby": "rb rake gemspec ru",
    "rust": "rs",
    "scala": "scala sc",
    "shell": "sh bash zsh ksh fish bat cmd",
    "sql": "sql ddl pls plsql psql",
    "swift": "swift",
    "typescript": "ts tsx mts cts",
    "visualbasic": "vb vbs bas",
    # pages, templates and styles
    "css": "css scss sass less styl",
    "freemarker": "ftl ftlh ftlx",
    "html": "html htm xhtml",
    "jsp": "jsp jspf jspx tag tagx",
    "template": "vm mustache hbs handlebars ejs erb haml slim pug twig j2 jinja jinja2 tpl tmpl thtml njk",
    "vue": "vue svelte astro",
    # configuration and data
    "data": "json json5 jsonc jsonl ndjson geojson csv tsv map webmanifest avsc parquet dat ldif po pot",
    "properties": "properties ini cfg conf config env toml editorconfig gitignore gitattributes gitmodules",
    "schema": "proto graphql gql thrift wsdl xsd dtd rng rnc",
    "terraform": "tf tfvars hcl",
    "xml": "xml xsl xslt xmi tld wadl jrxml fo iml pom xlf xliff resx csproj vbproj fsproj props targets",
    "yaml": "yml yaml",
    # texts
    "asciidoc": "adoc asciidoc",
    "markdown": "md markdown mdown mkd mdx",
    "restructuredtext": "rst rest",
    "text": "txt text tex bib log license licence asc",
    # not text
    "archive": "zip tar gz tgz bz2 xz 7z rar zst jar war ear aar whl egg gem nupkg deb rpm apk dmg iso",
    "audio": "mp3 wav ogg flac aac m4a",
    "binary": "exe dll so dylib a o lib class pyc pyo bin msi wasm node elf",
    "document": "pdf doc docx odt ods odp odg xls xlsx ppt pptx rtf epub vsd mwb",
    "font": "woff woff2 ttf otf eot",
    "image": "png jpg jpeg gif svg ico bmp webp tif tiff psd xcf ai eps avif heic drawio",
    "keystore": "jks keystore p12 pfx bks jceks truststore",
    "video": "mp4 webm avi mov mkv",
}

_NAMES_OF_KIND = {
    "build": "makefile gnumakefile cmakelists.txt dockerfile containerfile jenkinsfile rakefile gemfile "
    "vagrantfile procfile justfile",
    "shell": "mvnw gradlew configure configure.ac",
    "text": "readme license licence copying notice authors contributors changelog changes news todo install "
    "maintainers codeowners owners unlicense copyright",
    "data": "go.sum yarn.lock cargo.lock poetry.lock gemfile.lock composer.lock",
    "properties": "go.mod .npmrc .nvmrc .dockerignore .mailmap .prettierrc .eslintrc .babelrc",
}


def _by_word(words_of_kind: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType({word: kind for kind, text in words_of_kind.items() for word in words(text)})


KIND_OF_EXTENSION = _by_word(_EXTENSIONS_OF_KIND)
KIND_OF_NAME = _by_word(_NAMES_OF_KIND)

CONTENT_KINDS = frozenset(words("archive audio binary document font image keystore video"))
"""Kinds whose content nobody reads here."""

SYMLINK = "symlink"
SUBMODULE = "submodule"
KIND_OF_MODE = MappingProxyType({"120000": SYMLINK, "160000": SUBMODULE})


def kind_of(name: str) -> str:
    """Give the kind of a file by its name (no folders, lower case); `other` if nothing is known."""
    whole = KIND_OF_NAME.get(name)
    if whole:
        return whole
    stem, dot, extension = name.rpartition(".")
    if not dot:
        return "other"
    return KIND_OF_EXTENSION.get(extension) or ("build" if stem.startswith("dockerfile") else "other")
