// Unsafe: works out addresses, of which none is read.
import CMachine

extension Array where Element: BitwiseCopyable {
  /// Asks for the memory of an element ahead of its use; nothing waits for it, nor need there be
  /// one.
  @inline(__always)
  func bringNear(_ index: Int) {
    unsafe withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress else { return }
      unsafe bring_near(first + index)
    }
  }
}

extension Array {
  /// Asks for all the memory of a large element ahead of its use.
  @inline(__always)
  func bringWholeNear(_ index: Int) { bringNear(index, count: 1) }

  /// Asks for all the memory of some elements ahead of their use.
  @inline(__always)
  func bringNear(_ index: Int, count: Int) {
    bringNear(index, byteCount: count &* MemoryLayout<Element>.stride)
  }

  /// Asks for the first bytes of a large element, or of several, ahead of their use.
  @inline(__always)
  func bringNear(_ index: Int, byteCount: Int) {
    unsafe withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress else { return }
      let start = unsafe UnsafeRawPointer(first + index)
      var offset = 0
      while offset < byteCount {
        unsafe bring_near(start + offset)
        offset += 64
      }
      // They need not begin where a line of memory does.
      unsafe bring_near(start + byteCount - 1)
    }
  }
}
