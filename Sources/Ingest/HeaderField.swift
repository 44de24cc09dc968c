import Traffic

/// Which canonical field, if any, a header belongs to.
package enum HeaderField {
  /// The slot of the request header `name`, in lower case with hyphens.
  package static func request(_ name: String) -> TemplateSlot {
    switch name {
    case "origin": .text(.origin)
    case "referer": .text(.referer)
    case "user-agent": .text(.userAgent)
    case "sec-fetch-mode": .text(.fetchMode)
    case "sec-fetch-site": .text(.fetchSite)
    case "sec-fetch-dest": .text(.fetchDestination)
    case "content-type": .text(.contentType)
    case "access-control-request-method": .text(.requestMethod)
    case "access-control-request-headers": .text(.requestHeaders)
    case "x-request-id", "x-correlation-id": .text(.requestID)
    case "host": .host
    case "cookie": .presence(.hasCookie)
    case "authorization": .presence(.hasAuthorization)
    case "x-forwarded-proto": .forwardedScheme
    default: .ignored
    }
  }

  /// The slot of the response header `name`, in lower case with hyphens.
  package static func response(_ name: String) -> TemplateSlot {
    switch name {
    case "access-control-allow-origin": .text(.allowOrigin)
    case "access-control-allow-credentials": .text(.allowCredentials)
    case "access-control-allow-methods": .text(.allowMethods)
    case "access-control-allow-headers": .text(.allowHeaders)
    case "access-control-expose-headers": .text(.exposeHeaders)
    case "access-control-max-age": .text(.maxAge)
    case "vary": .text(.vary)
    case "location": .text(.location)
    case "age": .text(.age)
    case "timing-allow-origin": .text(.timingAllowOrigin)
    case "cross-origin-resource-policy": .text(.resourcePolicy)
    default: .ignored
    }
  }
}
