import CORSEngine
import Traffic

/// Finds the entries of a recording that are parts of one fetch.
///
/// A browser's own recording (HAR) holds a fetch in several entries, in no certain order and with
/// no common id: the preflight, the request (also where its failed preflight kept it back), what a
/// redirect led to, and the page's and the service worker's side of one request. They are joined
/// by URL, method, Origin and time.
package struct FetchJoiner: Sendable {
  /// How long the time between a preflight and its request may be, in nanoseconds.
  private static let reach: UInt64 = 3_000_000_000
  /// After how many rounds the nearest request is taken, whatever else is near to it.
  private static let rounds = 8
  /// How long the time between a redirect and what it leads to may be, in nanoseconds.
  private static let redirectReach: UInt64 = 1_000_000_000
  /// By how much clocks of one browser's processes may differ, in nanoseconds.
  private static let slack: Int64 = 2_000_000

  private var entries: [FetchEntry] = []
  private var links: [FetchLinks] = []
  private var urls: [UInt64] = []
  private var location = LocationKey()
  /// Marks, by a few bits of a URL's hash, the URLs at which something may have to be joined.
  private var marks: [UInt64] = Array(repeating: 0, count: 1024)
  /// Whether the producer marked anything as a service worker's.
  private var hasServiceWorkers = false
  /// Judges the other entries of a fetch.
  var judge = Judge()

  /// Makes a joiner.
  package init() {}

  /// Looks at all entries of `batch`, if it is of a recording at all.
  mutating func collect(_ batch: borrowing Batch) {
    links.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    let bytes = batch.bytes.span
    let records = batch.records.span
    guard records.count > 0, records[0].traits.contains(.recorded) else { return }
    mark(batch)
    for index in records.indices {
      links.append(FetchLinks())
      let url = urls[index]
      guard url != 0, isMarked(url) else { continue }
      entries.append(
        FetchEntry(ExchangeView(bytes: bytes, records: records, index: index), url: url))
    }
    entries.sort { left, right in
      if left.url != right.url { return left.url < right.url }
      return left.start != right.start ? left.start < right.start : left.index < right.index
    }
    joinRedirects(batch)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].url == entries[start].url { end += 1 }
      if end - start > 1 {
        if hasServiceWorkers { joinWorkers(start..<end) }
        joinPreflights(start..<end)
        if hasServiceWorkers { joinUnsentWorkers(start..<end) }
      }
      start = end
    }
  }

  /// Marks the URLs of preflights, redirects and of what a service worker may have to do with.
  ///
  /// Most entries of a recording stand for themselves, and need no further look.
  private mutating func mark(_ batch: borrowing Batch) {
    for index in marks.indices { marks[index] = 0 }
    urls.removeAll(keepingCapacity: true)
    hasServiceWorkers = false
    let bytes = batch.bytes.span
    let records = batch.records.span
    for index in records.indices {
      let exchange = ExchangeView(bytes: bytes, records: records, index: index)
      if !records[index].traits.isDisjoint(with: [.fromServiceWorker, .workerRequest]) {
        hasServiceWorkers = true
      }
      guard let url = FetchEntry.url(of: exchange) else {
        urls.append(0)
        continue
      }
      urls.append(url)
      let record = records[index]
      if !record.traits.isDisjoint(with: [.provisional, .fromServiceWorker, .workerRequest])
        || FetchEntry.isPreflight(exchange)
      {
        mark(url)
      }
      if (300...399).contains(record.status), let next = location.url(of: exchange) {
        mark(url)
        mark(next)
      }
    }
  }

  private mutating func mark(_ url: UInt64) {
    marks[Int(truncatingIfNeeded: url >> 6) & 1023] |= 1 << (url & 63)
  }

  private func isMarked(_ url: UInt64) -> Bool {
    marks[Int(truncatingIfNeeded: url >> 6) & 1023] & (1 << (url & 63)) != 0
  }

  /// The parts of the fetch that the entry at `index` belongs to.
  func link(_ index: Int) -> FetchLinks { index < links.count ? links[index] : FetchLinks() }

  /// Joins the page's side of a request that went through a service worker with the worker's.
  private mutating func joinWorkers(_ range: Range<Int>) {
    for page in range where isPageSide(entries[page]) {
      var best: Int?
      for worker in range where worker != page && isWorkerSide(entries[worker], of: entries[page]) {
        let distance = entries[worker].distance(to: entries[page])
        if best.map({ distance < entries[$0].distance(to: entries[page]) }) ?? true {
          best = worker
        }
      }
      guard let best else { continue }
      links[Int(entries[page].index)].worker = entries[best].index
      links[Int(entries[best].index)].page = entries[page].index
    }
  }

  private func isPageSide(_ entry: FetchEntry) -> Bool {
    entry.wanted == 0 && !entry.traits.contains(.workerRequest)
      && (entry.traits.contains(.fromServiceWorker) || entry.traits.contains(.provisional))
  }

  /// Whether `entry` is a request that was made while that of `page` waited, as its worker's is.
  private func isWorkerSide(_ entry: FetchEntry, of page: FetchEntry) -> Bool {
    let isMarked = entry.traits.contains(.workerRequest)
    // What a script of the page asks for, its worker asks for by script.
    let isScript = page.traits.contains(.scriptRequest)
    guard isMarked || !isScript || entry.traits.contains(.scriptRequest) else { return false }
    guard entry.wanted == 0, entry.method == page.method,
      isMarked || entry.traits.isDisjoint(with: [.fromServiceWorker, .provisional]),
      links[Int(entry.index)].page < 0
    else { return false }
    // Where neither side is marked, only a page's request without an answer may be one.
    guard isMarked || !page.traits.isDisjoint(with: [.fromServiceWorker, .responseMissing]) else {
      return false
    }
    let from = page.start &- FetchJoiner.slack
    let to = page.end &+ FetchJoiner.slack
    return entry.start >= from && entry.start <= to && (isMarked || entry.end <= to)
  }

  /// Joins the page's side of a request with the worker's where a failed preflight kept that back:
  /// then neither was answered, and only the worker's has a preflight.
  private mutating func joinUnsentWorkers(_ range: Range<Int>) {
    let unsent: RecordTraits = [.provisional, .responseMissing]
    for page in range {
      let entry = entries[page]
      let link = links[Int(entry.index)]
      guard entry.wanted == 0, entry.traits.isSuperset(of: unsent), link.preflight < 0,
        link.worker < 0, link.page < 0
      else { continue }
      let worker = range.first { other in
        let candidate = entries[other]
        return candidate.method == entry.method && candidate.traits.isSuperset(of: unsent)
          && links[Int(candidate.index)].preflight >= 0 && links[Int(candidate.index)].page < 0
          && candidate.start >= entry.start && candidate.end <= entry.end &+ FetchJoiner.slack
      }
      guard let worker else { continue }
      links[Int(entry.index)].worker = entries[worker].index
      links[Int(entries[worker].index)].page = entry.index
    }
  }

  /// Joins preflights with the requests that they were made for: those first of which each is the
  /// other's nearest.
  private mutating func joinPreflights(_ range: Range<Int>) {
    var isSettled = false
    var rounds = 0
    while !isSettled {
      isSettled = true
      rounds += 1
      for preflight in range where isOpen(preflight) {
        guard let request = nearestRequest(of: preflight, range),
          rounds > FetchJoiner.rounds || nearestPreflight(of: request, range) == preflight
        else { continue }
        links[Int(entries[preflight].index)].request = entries[request].index
        links[Int(entries[request].index)].preflight = entries[preflight].index
        isSettled = false
      }
    }
  }

  private func isOpen(_ preflight: Int) -> Bool {
    entries[preflight].wanted != 0 && links[Int(entries[preflight].index)].request < 0
  }

  private func nearestRequest(of preflight: Int, _ range: Range<Int>) -> Int? {
    var best: Int?
    var least = UInt64.max
    for request in range where canFollow(entries[request], entries[preflight]) {
      let distance = entries[request].distance(to: entries[preflight])
      if distance < least { (best, least) = (request, distance) }
    }
    return best
  }

  private func nearestPreflight(of request: Int, _ range: Range<Int>) -> Int? {
    var best: Int?
    var least = UInt64.max
    for preflight in range
    where isOpen(preflight) && canFollow(entries[request], entries[preflight]) {
      let distance = entries[request].distance(to: entries[preflight])
      if distance < least { (best, least) = (preflight, distance) }
    }
    return best
  }

  private func canFollow(_ request: FetchEntry, _ preflight: FetchEntry) -> Bool {
    let link = links[Int(request.index)]
    return request.wanted == 0 && request.method == preflight.wanted && link.preflight < 0
      && link.worker < 0 && shareOrigin(request, preflight)
      && request.gap(to: preflight) <= FetchJoiner.reach
  }

  private func shareOrigin(_ request: FetchEntry, _ preflight: FetchEntry) -> Bool {
    if request.origin == 0 || preflight.origin == 0 || request.origin == preflight.origin {
      return true
    }
    // Behind a redirect Firefox sends the preflight with the page's Origin, the request with
    // `null`.
    return links[Int(request.index)].previous >= 0
      && (request.hasNullOrigin || preflight.hasNullOrigin)
  }

  /// Joins redirects with what they led to.
  private mutating func joinRedirects(_ batch: borrowing Batch) {
    let bytes = batch.bytes.span
    let records = batch.records.span
    for position in entries.indices {
      let entry = entries[position]
      let exchange = ExchangeView(bytes: bytes, records: records, index: Int(entry.index))
      guard entry.wanted == 0, (300...399).contains(exchange.status),
        exchange.has(.location), let url = location.url(of: exchange)
      else { continue }
      var best: Int?
      var index = firstEntry(of: url)
      while index < entries.count, entries[index].url == url {
        let other = entries[index]
        let isFree = links[Int(other.index)].previous < 0 && other.index != entry.index
        let isLater = other.start >= entry.start &- FetchJoiner.slack && other.wanted == 0
        let distance = (other.start &- entry.end).magnitude
        if isFree, isLater, distance <= FetchJoiner.redirectReach,
          best.map({ distance < (entries[$0].start &- entry.end).magnitude }) ?? true
        {
          best = index
        }
        index += 1
      }
      guard let best else { continue }
      links[Int(entry.index)].next = entries[best].index
      links[Int(entries[best].index)].previous = entry.index
    }
  }

  /// The index of the first entry with the URL whose hash is `url`.
  private func firstEntry(of url: UInt64) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].url < url { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
