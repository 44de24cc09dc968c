import Analysis
import ArgumentParser
import Traffic

/// Everything that is settled before a run: options, files, formats.
struct InputPreparation {
  /// The inputs that can be read.
  let inputs: [RunInput]
  /// Those that cannot, and why.
  let lost: [(name: String, error: IngestError)]

  /// Finds and recognises the inputs and tells what is wrong.
  ///
  /// Options that are wrong stop the program, all of them told at once; inputs that cannot be read
  /// are told and left out.
  ///
  /// - Throws: `ExitCode` 2 when options are wrong or no input can be read.
  init(_ options: InputOptions, quiet: Bool, problems: [String]) throws {
    var problems = problems
    let choice = FormatChoice(
      inputFormat: options.inputFormat, logFormat: options.logFormat,
      logConfig: options.logConfig, keys: options.keys, &problems)
    let facts = AssumedFacts(options, &problems)
    let captures = CaptureSettings(options, &problems)
    if !problems.isEmpty {
      for problem in problems { InputMessages.tell(problem) }
      throw ExitCode(2)
    }
    if !quiet {
      for warning in choice.warnings { InputMessages.tell(warning) }
    }
    let discovery = InputDiscovery(options.inputs)
    var lost = discovery.missing
    for (name, error) in lost { InputMessages.tell(InputMessages.text(name, error)) }
    let opener = InputOpener(
      choice: choice, facts: facts, captureOptions: captures.options)
    var inputs: [RunInput] = []
    var empty = 0
    if let interface = captures.interface {
      do throws(IngestError) {
        inputs.append(try LiveInput.prepare(captures, name: interface))
      } catch {
        lost.append((interface, error))
        InputMessages.tell(InputMessages.text(interface, error))
      }
    }
    let rotated = RotatedFiles(discovery.files)
    if !quiet {
      for copy in rotated.copies { InputMessages.tell(InputMessages.text(copy)) }
    }
    for file in rotated.files {
      do throws(IngestError) {
        let (input, remark) = try opener.prepare(file)
        inputs.append(input)
        if let remark, !quiet { InputMessages.tell("\(file.name): \(remark)") }
      } catch {
        if error == InputOpener.empty { empty += 1 } else { lost.append((file.name, error)) }
        if error != InputOpener.empty || !quiet {
          InputMessages.tell(InputMessages.text(file.name, error))
        }
      }
    }
    self.inputs = InputPreparation.inOrder(inputs, rotated.files)
    self.lost = lost
    // A log that was just rotated is empty and no failure.
    guard !inputs.isEmpty || (empty > 0 && lost.isEmpty) else {
      Console.complain("corscope: no input could be read")
      throw ExitCode(2)
    }
  }

  /// Ends the program when something was there to read and nothing of it was understood: whoever
  /// waits for what it holds must know.
  ///
  /// - Throws: `ExitCode` 2.
  func requireSense(in accounts: [InputAccount]) throws {
    guard accounts.allSatisfy({ $0.exchanges == 0 }) else { return }
    let isWrong = accounts.contains { $0.error != nil || $0.refusals.total > 0 }
    guard isWrong || !lost.isEmpty else { return }
    Console.complain("corscope: nothing in the inputs could be understood")
    throw ExitCode(2)
  }

  /// The inputs with the parts of one log in the order of their times, at the places that they
  /// have.
  private static func inOrder(_ inputs: [RunInput], _ files: [InputFile]) -> [RunInput] {
    var inputs = inputs
    let known = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    let parts = Dictionary(grouping: inputs.indices) {
      known[inputs[$0].name]?.log ?? inputs[$0].name
    }
    for places in parts.values where places.count > 1 {
      let sorted = places.map { inputs[$0] }.enumerated().sorted { left, right in
        let (first, second) = (left.element.first, right.element.first)
        if let first, let second, first != second { return first < second }
        // Logs that begin within the same second are told apart by their names.
        let ages = (
          known[left.element.name]?.age ?? 0, known[right.element.name]?.age ?? 0
        )
        return ages.0 != ages.1 ? ages.0 > ages.1 : left.offset < right.offset
      }
      for (place, input) in zip(places, sorted) { inputs[place] = input.element }
    }
    return inputs
  }
}
