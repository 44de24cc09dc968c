// Unsafe: reads the environment, and the bytes that libFuzzer hands over for the length of a call.
import Capture
import Glibc

// corscope-fuzz reads the files named as arguments, each as one input of the layer that the
// environment variable CORSCOPE_LAYER names; all layers if there is none.
//
// With libFuzzer it makes the inputs up itself:
//
//   swift build -c release --scratch-path .build-fuzz --product corscope-fuzz \
//     -Xswiftc -sanitize=fuzzer -Xswiftc -DFUZZING
//   CORSCOPE_LAYER=http2 .build-fuzz/release/corscope-fuzz -max_total_time=600 CORPUS

/// The layers to feed.
let layers: [CaptureLayer] = {
  guard let name = unsafe getenv("CORSCOPE_LAYER").map({ unsafe String(cString: $0) }) else {
    return CaptureLayer.allCases
  }
  guard let layer = CaptureLayer(rawValue: name) else {
    print("CORSCOPE_LAYER: one of \(CaptureLayer.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(2)
  }
  return [layer]
}()

#if FUZZING
  import CFuzz

  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? =
    unsafe CommandLine
    .unsafeArgv
  exit(
    unsafe LLVMFuzzerRunDriver(&count, &arguments) { data, size in
      let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: size))
      for layer in layers { layer.read(bytes) }
      return 0
    })
#else
  for path in CommandLine.arguments.dropFirst() {
    guard let file = unsafe fopen(path, "rb") else {
      print("\(path): cannot be opened")
      exit(2)
    }
    var bytes: [UInt8] = []
    while case let byte = unsafe getc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    unsafe fclose(file)
    for layer in layers { print("\(path): \(layer.rawValue): \(layer.read(bytes))") }
  }
#endif
