import Traffic

/// Making records of requests and their responses.
extension ExchangeAssembler {
  /// What a whole response head says of every response field.
  static let responseFields = FieldSet(
    .allowOrigin, .allowCredentials, .allowMethods, .allowHeaders, .exposeHeaders, .maxAge, .vary,
    .location, .age, .timingAllowOrigin, .resourcePolicy)

  /// Adds a request to those that wait.
  mutating func enqueue(_ connection: inout Connection, _ number: Int32) {
    if connection.lastPending >= 0 {
      requests.items[Int(connection.lastPending)].next = number
    } else {
      connection.firstPending = number
    }
    connection.lastPending = number
    connection.pendingCount += 1
  }

  /// Takes the first request away from those that wait.
  mutating func release(_ connection: inout Connection, _ number: Int32) {
    unlinkFirst(&connection)
    free(number)
  }

  /// Takes the first request out of the list.
  mutating func unlinkFirst(_ connection: inout Connection) {
    connection.firstPending = requests.items[Int(connection.firstPending)].next
    if connection.firstPending < 0 { connection.lastPending = -1 }
    connection.pendingCount -= 1
  }

  /// Gives the memory of a request back that is in no list.
  mutating func free(_ number: Int32) {
    usedBytes -= requests.items[Int(number)].charge
    requests.release(number)
  }

  /// Lets the requests that still wait take their values out of the batch, which ends.
  mutating func keepPending(_ output: borrowing Output) {
    usedBytes += requests.keep(output.batch.bytes.span, batch: output.serial)
  }

  /// Makes an exchange without a response of the request that has waited longest.
  mutating func abandonFirst(_ connection: inout Connection, _ output: inout Output) {
    let number = connection.firstPending
    guard number >= 0 else { return }
    if !requests.items[Int(number)].isAnswered {
      let hasStatus = requests.items[Int(number)].isTentative
      let isFailed = requests.items[Int(number)].record.traits.contains(.networkError)
      if !hasStatus, !isFailed {
        requests.items[Int(number)].record.traits.insert(.responseMissing)
      }
      requests.items[Int(number)].endOrdinal = output.current
    }
    emitRead(&connection, number, &output)
    release(&connection, number)
  }

  /// Makes an exchange of a request whose response, if any, was read into its record.
  ///
  /// The request is done with: only ``free(_:)`` may follow.
  mutating func emitRead(
    _ connection: inout Connection, _ number: Int32, _ output: inout Output
  ) {
    if connection.placesBatch != output.serial { writeEnds(&connection, &output) }
    let end = requests.items[Int(number)].endOrdinal
    requests.items[Int(number)].settle(connection, end: end, &output)
    output.batch.records.append(requests.items[Int(number)].record)
  }

  /// Makes exchanges without a response of all requests that wait.
  mutating func abandonPending(_ connection: inout Connection, _ output: inout Output) {
    while connection.firstPending >= 0 { abandonFirst(&connection, &output) }
  }

  /// Makes an exchange of a request and the head of its response.
  ///
  /// - Returns: What the response says of its body.
  mutating func emit(
    _ connection: inout Connection, _ number: Int32, _ head: Span<UInt8>, _ status: Int,
    _ form: HeadForm, _ arrival: Arrival, _ output: inout Output
  ) -> MessageHead {
    if connection.placesBatch != output.serial { writeEnds(&connection, &output) }
    if form == .plain {
      return requests.items[Int(number)].answer(
        &scan, head, status: status, connection, arrival, &output)
    }
    return requests.items[Int(number)].answer(
      head, status: status, isWhole: form != .cut, connection, arrival, &output)
  }

  /// Writes the ends' addresses, once a batch.
  private func writeEnds(_ connection: inout Connection, _ output: inout Output) {
    let client = connection.client == 1 ? 1 : 0
    let key = connection.key
    let start = output.batch.bytes.count
    key.address(client).write(isIPv6: key.isIPv6, to: &output.batch.bytes)
    let middle = output.batch.bytes.count
    if key.isIPv6 { output.batch.bytes.append(0x5B) }
    key.address(1 - client).write(isIPv6: key.isIPv6, to: &output.batch.bytes)
    if key.isIPv6 { output.batch.bytes.append(0x5D) }
    output.batch.bytes.append(0x3A)
    Decimal.write(key.port(1 - client), to: &output.batch.bytes)
    connection.clientPlace = ByteRange(start, middle)
    connection.serverPlace = ByteRange(middle, output.batch.bytes.count)
    connection.placesBatch = output.serial
  }
}
