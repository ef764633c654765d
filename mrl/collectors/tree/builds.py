"""How the software is built, packed and released, told by file names."""

from mrl.collectors.tree.search import NameRule, anywhere, inside

BUILD_RULES: tuple[NameRule, ...] = (
    anywhere("build.maven", r"pom\.xml"),
    anywhere("build.gradle", r"(?:build|settings)\.gradle(?:\.kts)?"),
    anywhere("build.npm", r"package\.json"),
    anywhere(
        "build.python", r"pyproject\.toml", r"setup\.(?:py|cfg)", r"requirements(?:[-_.].*)?\.txt", "pipfile"
    ),
    anywhere("build.composer", r"composer\.json"),
    anywhere("build.cargo", r"cargo\.toml"),
    anywhere("build.go", r"go\.mod"),
    anywhere("build.make", "(?:gnu)?makefile"),
    anywhere("build.cmake", r"cmakelists\.txt"),
    anywhere("build.ruby", "gemfile", "rakefile", r".+\.gemspec"),
    anywhere("build.dotnet", r".+\.(?:csproj|fsproj|vbproj|sln|slnx)", r"directory\.build\.props"),
    anywhere(
        "build.other",
        r"build\.(?:xml|sbt|bazel|zig|mill)",
        r"meson\.build",
        r"configure\.(?:ac|in)",
        r"(?:mix|rebar)\.(?:exs|config)",
        r"package\.swift",
        r"pubspec\.ya?ml",
        r".+\.cabal",
        r"project\.clj",
        r"deps\.edn",
    ),
    anywhere(
        "lock.files",
        r"package-lock\.json",
        r"npm-shrinkwrap\.json",
        r"pnpm-lock\.yaml",
        r"bun\.lockb?",
        r"(?:yarn|poetry|pipfile|uv|pdm|composer|cargo|gemfile|mix|pubspec|podfile|flake|deno"
        r"|requirements)\.lock",
        r"go\.sum",
        r"packages\.lock\.json",
        r"(?:.+\.)?gradle\.lockfile",
    ),
    inside("dependency_updates", r"\.github|\.dependabot", r"dependabot\.ya?ml", r"config\.yml"),
    inside(
        "dependency_updates",
        r"|\.github|\.gitlab",
        r"renovate\.json5?",
        r"\.renovaterc(?:\.json5?)?",
        r"\.pyup\.yml",
        r"\.scala-steward\.conf",
        r"\.whitesource",
    ),
    anywhere("container.image", r"(?:docker|container)file(?:[._-].*)?", r".+\.(?:docker|container)file"),
    anywhere("container.compose", r"(?:docker-|podman-)?compose(?:[._-].*)?\.ya?ml"),
    anywhere("container.charts", r"chart\.ya?ml", r"kustomization\.ya?ml", r"helmfile\.ya?ml"),
    anywhere(
        "release_automation",
        r"\.releaserc(?:\..+)?",
        r"release\.config\.[cm]?js",
        r"\.goreleaser\.ya?ml",
        r"\.?release-please-(?:config|manifest)\.json",
        r"release-drafter\.ya?ml",
        r"\.bumpversion\.(?:cfg|toml)",
        r"cliff\.toml",
        r"jreleaser\.(?:ya?ml|toml|json)",
        r"\.release-it\.(?:json|ya?ml|js)",
    ),
    inside("release_automation", r"\.changeset", r"config\.json"),
)
