import Traffic

extension LogFormat {
  /// A format that is one template, such as a user gives.
  package init(
    name: String, summary: String, template: LogTemplate, samples: [String] = []
  ) {
    let format = InputFormat(name: name, summary: summary, fields: template.fields, unit: .line)
    let parser = TemplateFormat(template)
    self.init(
      name: name, summary: summary, fields: template.fields, shape: .text, samples: samples
    ) { _ in LogReading(format: format, parser: parser) }
  }
}
