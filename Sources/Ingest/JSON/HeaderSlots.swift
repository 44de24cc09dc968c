package import Traffic

/// The headers that records keep, by name.
package enum HeaderSlots {
  /// The headers of a request, names in lower case.
  package static let request: [(name: String, slot: JSONSlot)] = [
    ("origin", JSONSlot(.header, .origin)),
    ("referer", JSONSlot(.header, .referer)),
    ("user-agent", JSONSlot(.header, .userAgent)),
    ("sec-fetch-mode", JSONSlot(.header, .fetchMode)),
    ("sec-fetch-site", JSONSlot(.header, .fetchSite)),
    ("sec-fetch-dest", JSONSlot(.header, .fetchDestination)),
    ("content-type", JSONSlot(.header, .contentType)),
    ("access-control-request-method", JSONSlot(.header, .requestMethod)),
    ("access-control-request-headers", JSONSlot(.header, .requestHeaders)),
    ("x-request-id", JSONSlot(.header, .requestID)),
    ("cookie", JSONSlot(.flag, .hasCookie)),
    ("authorization", JSONSlot(.flag, .hasAuthorization)),
    ("upgrade", JSONSlot(.upgrade)),
    ("upgrade-insecure-requests", JSONSlot(.upgradeInsecure)),
    ("accept", JSONSlot(.accept)),
    ("access-control-request-private-network", JSONSlot(TraitHeader.privateNetwork)),
  ]

  /// The headers of a response, names in lower case.
  package static let response: [(name: String, slot: JSONSlot)] =
    [
      ("access-control-allow-origin", JSONSlot(.header, .allowOrigin)),
      ("access-control-allow-credentials", JSONSlot(.header, .allowCredentials)),
      ("access-control-allow-methods", JSONSlot(.header, .allowMethods)),
      ("access-control-allow-headers", JSONSlot(.header, .allowHeaders)),
      ("access-control-expose-headers", JSONSlot(.header, .exposeHeaders)),
      ("access-control-max-age", JSONSlot(.header, .maxAge)),
      ("vary", JSONSlot(.header, .vary)),
      ("location", JSONSlot(.header, .location)),
      ("age", JSONSlot(.header, .age)),
      ("timing-allow-origin", JSONSlot(.header, .timingAllowOrigin)),
      ("cross-origin-resource-policy", JSONSlot(.header, .resourcePolicy)),
      ("set-cookie", JSONSlot(TraitHeader.setCookie)),
    ] + traits.map { ($0.name, JSONSlot($0.header)) }

  /// The headers of a response that say something beside the fields, names in lower case.
  package static let traits: [(name: String, header: TraitHeader)] = [
    ("content-type", .responseType), ("cache-control", .cacheControl), ("x-cache", .cacheStatus),
    ("cache-status", .cacheStatus), ("cf-cache-status", .cacheStatus),
    ("x-cache-status", .cacheStatus), ("access-control-allow-private-network", .privateNetwork),
  ]

  /// The fields that a request's headers fill.
  package static let requestFields = FieldSet(
    .origin, .referer, .userAgent, .fetchMode, .fetchSite, .fetchDestination, .contentType,
    .requestMethod, .requestHeaders, .requestID, .hasCookie, .hasAuthorization)

  /// The fields that a response's headers fill.
  package static let responseFields = FieldSet(
    .allowOrigin, .allowCredentials, .allowMethods, .allowHeaders, .exposeHeaders, .maxAge, .vary,
    .location, .age, .timingAllowOrigin, .resourcePolicy)
}
