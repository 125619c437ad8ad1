//! The starters that travel in the program.

use clap::ValueEnum;

/// A language that there is a starter in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Language {
    /// Python 3.8 or later
    #[value(alias = "py")]
    Python,
    /// Node 18 or later, JavaScript or TypeScript
    #[value(aliases = ["javascript", "js", "typescript", "ts"])]
    Node,
    /// Java 17 or later
    Java,
    /// C# on .NET 8 or later
    #[value(aliases = ["c#", "cs", "dotnet"])]
    Csharp,
    /// Go 1.19 or later
    #[value(alias = "golang")]
    Go,
    /// Rust 1.76 or later
    #[value(alias = "rs")]
    Rust,
}

/// An adapter to start from: the standard library of its language and nothing else.
pub(super) struct Starter {
    pub(super) language: Language,
    /// What must be on the machine.
    pub(super) toolchain: &'static str,
    /// The command that builds it, where it must be built.
    pub(super) build: Option<&'static str>,
    /// The command that starts it, as its README tells it.
    pub(super) run: &'static str,
    sources: &'static [(&'static str, &'static str)],
    readme: &'static str,
    /// What building leaves behind.
    ignored: &'static [&'static str],
}

const PROTOCOL: &str = include_str!("../../../starters/PROTOCOL.md");
const PROTOCOL_SCHEMA: &str = crate::protocol::schema::SCHEMA;
const NEXT_STEPS: &str = include_str!("../../../starters/NEXT-STEPS.md");
const KNOWN_FAILING: &str = include_str!("../../../starters/known-failing.yaml");

/// What a run leaves behind, whatever the language.
const REPORTS: [&str; 2] = ["conformance-report/", "*.snap.new"];

impl Language {
    /// The word of the command line.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
            Self::Java => "java",
            Self::Csharp => "csharp",
            Self::Go => "go",
            Self::Rust => "rust",
        }
    }

    /// As people write it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::Node => "JavaScript",
            Self::Java => "Java",
            Self::Csharp => "C#",
            Self::Go => "Go",
            Self::Rust => "Rust",
        }
    }

    pub(super) fn starter(self) -> Starter {
        match self {
            Self::Python => PYTHON,
            Self::Node => NODE,
            Self::Java => JAVA,
            Self::Csharp => CSHARP,
            Self::Go => GO,
            Self::Rust => RUST,
        }
    }
}

impl Starter {
    /// The files to write, by name.
    pub(super) fn files(&self) -> Vec<(&'static str, String)> {
        let sources = self
            .sources
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()));
        let ignored = REPORTS.iter().chain(self.ignored);
        let ignored = ignored.fold(String::new(), |text, line| text + line + "\n");
        let others = [
            ("README.md", format!("{}{NEXT_STEPS}", self.readme)),
            ("PROTOCOL.md", PROTOCOL.to_owned()),
            ("protocol.schema.json", PROTOCOL_SCHEMA.to_owned()),
            ("known-failing.yaml", KNOWN_FAILING.to_owned()),
            (".gitignore", ignored),
        ];
        sources.chain(others).collect()
    }

    /// The command that starts it on this machine: Windows has no `python3`.
    pub(super) fn run(&self) -> &'static str {
        if cfg!(windows) && self.language == Language::Python {
            "python adapter.py"
        } else {
            self.run
        }
    }
}

const PYTHON: Starter = Starter {
    language: Language::Python,
    toolchain: "Python 3.8 or later",
    build: None,
    run: "python3 adapter.py",
    sources: &[(
        "adapter.py",
        include_str!("../../../starters/python/adapter.py"),
    )],
    readme: include_str!("../../../starters/python/README.md"),
    ignored: &["__pycache__/"],
};

const NODE: Starter = Starter {
    language: Language::Node,
    toolchain: "Node 18 or later",
    build: None,
    run: "node adapter.mjs",
    sources: &[(
        "adapter.mjs",
        include_str!("../../../starters/node/adapter.mjs"),
    )],
    readme: include_str!("../../../starters/node/README.md"),
    ignored: &["node_modules/"],
};

const JAVA: Starter = Starter {
    language: Language::Java,
    toolchain: "a JDK, 17 or later,",
    build: None,
    run: "java Adapter.java",
    sources: &[(
        "Adapter.java",
        include_str!("../../../starters/java/Adapter.java"),
    )],
    readme: include_str!("../../../starters/java/README.md"),
    ignored: &["classes/", "*.class"],
};

const CSHARP: Starter = Starter {
    language: Language::Csharp,
    toolchain: "the .NET SDK, 8 or later,",
    build: Some("dotnet build -c Release -o out"),
    run: "dotnet out/adapter.dll",
    sources: &[
        (
            "Adapter.cs",
            include_str!("../../../starters/csharp/Adapter.cs"),
        ),
        (
            "adapter.csproj",
            include_str!("../../../starters/csharp/adapter.csproj"),
        ),
    ],
    readme: include_str!("../../../starters/csharp/README.md"),
    ignored: &["bin/", "obj/", "out/"],
};

const GO: Starter = Starter {
    language: Language::Go,
    toolchain: "Go 1.19 or later",
    build: Some("go build -o adapter adapter.go"),
    run: "./adapter",
    sources: &[(
        "adapter.go",
        include_str!("../../../starters/go/adapter.go"),
    )],
    readme: include_str!("../../../starters/go/README.md"),
    ignored: &["adapter", "adapter.exe"],
};

const RUST: Starter = Starter {
    language: Language::Rust,
    toolchain: "rustc 1.76 or later",
    build: Some("rustc -O --edition 2021 adapter.rs"),
    run: "./adapter",
    sources: &[(
        "adapter.rs",
        include_str!("../../../starters/rust/adapter.rs"),
    )],
    readme: include_str!("../../../starters/rust/README.md"),
    ignored: &["adapter", "adapter.exe", "*.pdb"],
};
