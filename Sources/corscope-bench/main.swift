import Ingest
import Traffic

let path = CommandLine.arguments[1]
let source = try ByteSource(path: path)
let reader: LineReader
if CommandLine.arguments.count > 2 {
  let t = CommandLine.arguments[2].hasPrefix("apache:") ? try ApacheLogFormat.compile(String(CommandLine.arguments[2].dropFirst(7))) : try NginxLogFormat.compile(CommandLine.arguments[2])
  print(t.warnings)
  reader = LineReader(stream: source.stream, format: InputFormat(name: "x", summary: "", fields: t.fields, unit: .line), parser: TemplateFormat(t))
} else {
  let (r, up) = try LogRecognition.open(source)
  print(r.format.name, up ?? "-")
  reader = r
}
var batch = Batch()
var n = 0, lines = 0, bytes = 0
var ref = Refusals()
while try reader.read(into: &batch) {
  reader.parser.parse(&batch)
  n += batch.records.count; lines += batch.positionCount; bytes += batch.inputCount
  ref.merge(batch.refusals, base: lines - batch.positionCount)
  batch.reset()
}
print(n, lines, bytes, ref.total, ref.examples)
