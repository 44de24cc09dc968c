import ArgumentParser
import Glibc

/// How the work is done.
struct RunOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many workers; by default one a core.", valueName: "n"))
  var jobs: Int?

  @Flag(
    help: ArgumentHelp(
      "No progress and no remarks on standard error; with --fail-on no report on standard output "
        + "either, unless a condition holds or --format asks for it."))
  var quiet = false

  /// The number of workers; what is wrong with the option is added to `problems`.
  func workers(_ problems: inout [String]) -> Int {
    guard let jobs else { return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
    guard (1...256).contains(jobs) else {
      problems.append("--jobs: \(jobs) is not a number from 1 to 256")
      return 1
    }
    return jobs
  }
}
