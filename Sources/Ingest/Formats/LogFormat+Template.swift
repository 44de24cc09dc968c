import Traffic

extension LogFormat {
  /// A format that is one template, such as a user gives.
  package init(
    name: String, summary: String, template: LogTemplate, repeats: String = "",
    producer: String = "", isGeneral: Bool = false, samples: [String] = []
  ) {
    var format = InputFormat(name: name, summary: summary, fields: template.fields, unit: .line)
    format.repeatsLoss = repeats
    format.hides = template.hides
    format.settled = template.settledFields
    format.producer = producer
    let parser = TemplateFormat(template)
    var exactTemplate = template
    exactTemplate.allowsMore = false
    for index in exactTemplate.alternatives.indices {
      exactTemplate.alternatives[index].allowsMore = false
    }
    let exact = template.allowsMore ? TemplateFormat(exactTemplate) : nil
    self.init(
      name: name, summary: summary, fields: template.fields, shape: .text, isGeneral: isGeneral,
      samples: samples
    ) { [format] lines in
      var format = format
      if let exact {
        let strict = LogCandidate(LogReading(format: format, parser: exact), lines: lines)
        let lenient = LogCandidate(LogReading(format: format, parser: parser), lines: lines)
        // A few odd lines are no further columns.
        format.goesOn = lenient.understood > strict.understood * 2
      }
      return LogReading(format: format, parser: parser, template: template)
    }
  }

  /// A known format in the words of its `server`; lines may go on where `allowsMore` says so,
  /// and may hold quotes that nothing escapes where `readsRaw` does.
  init(
    name: String, summary: String, server: String, _ text: String, repeats: String = "",
    allowsMore: Bool = false, readsRaw: Bool = false, isGeneral: Bool = false, samples: [String]
  ) {
    // The texts are constants: one that does not compile is a mistake of ours.
    guard var template = try? LogFormatText.compile(text, server: server) else {
      preconditionFailure("format \(name) does not compile")
    }
    template.allowsMore = allowsMore
    if readsRaw {
      // Node's and other programs' lines of this shape escape nothing.
      var raw = template
      raw.escape = .none
      template.alternatives.append(raw)
    }
    self.init(
      name: name, summary: summary, template: template, repeats: repeats, isGeneral: isGeneral,
      samples: samples)
  }
}
