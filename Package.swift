// swift-tools-version: 6.2
import PackageDescription

/// What every target obeys: existential types are spelt out, an import is visible only in the
/// file that writes it, and unsafe code must be marked where it stands.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatWarning("StrictMemorySafety", as: .error),
]

/// Views that borrow a batch's bytes need lifetime annotations where they are declared.
let lifetimes: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "corscope",
  products: [
    .executable(name: "corscope", targets: ["corscope"]),
    .executable(name: "corscope-bench", targets: ["corscope-bench"]),
    .executable(name: "corscope-fuzz", targets: ["corscope-fuzz"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["libz-dev"])]),
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .target(name: "Traffic", swiftSettings: lifetimes),
    .target(name: "CORSEngine", dependencies: ["Traffic"], swiftSettings: lifetimes),
    .target(name: "CMachine"),
    .target(
      name: "Ingest", dependencies: ["Traffic", "CMachine", "CZlib"], swiftSettings: lifetimes),
    .target(
      name: "Capture",
      dependencies: [
        "CPcap", "Traffic",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Analysis", dependencies: ["CMachine", "CORSEngine", "Traffic"], swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: [
        "Analysis",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      resources: [
        .embedInCode("HTML/report.css"), .embedInCode("HTML/report.js"),
        .embedInCode("HTML/report.mustache"), .embedInCode("JSON/report.schema.json"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "corscope",
      dependencies: [
        "Analysis", "Capture", "CORSEngine", "Ingest", "Reports", "Traffic",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "CAllocationCounter"),
    .executableTarget(
      name: "corscope-bench",
      dependencies: [
        "Analysis", "CAllocationCounter", "Capture", "CORSEngine", "Ingest", "Reports", "Traffic",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "CFuzz"),
    .executableTarget(
      name: "corscope-fuzz", dependencies: ["CFuzz", "Capture"], swiftSettings: strict),
    .testTarget(name: "TrafficTests", dependencies: ["Traffic"], swiftSettings: strict),
    .testTarget(
      name: "CORSEngineTests", dependencies: ["CORSEngine", "Traffic"], swiftSettings: strict),
    .testTarget(
      name: "IngestTests", dependencies: ["CMachine", "Ingest", "Traffic"], swiftSettings: strict),
    .testTarget(
      name: "CaptureTests", dependencies: ["Capture", "Traffic"], exclude: ["Captures"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "CORSEngine", "Traffic"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Analysis", "Reports", .product(name: "Crypto", package: "swift-crypto"),
      ],
      exclude: ["Golden"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["corscope", "corscope-bench"], exclude: ["Conformance"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
