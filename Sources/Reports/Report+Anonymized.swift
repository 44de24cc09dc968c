package import Analysis

extension Report {
  /// The report with every address of a client cut to its network, see ``ClientMask``.
  ///
  /// Addresses of the servers, which stand in targets, and the names of the inputs are kept:
  /// without them nobody could look at the places or mend anything.
  package var anonymized: Report {
    let targets =
      blocked.map(\.target) + changes.map(\.target) + disagreements.map(\.target)
      + findings.map(\.target)
    let servers = ClientMask.addresses(of: targets)
    let mask = { (text: String) in ClientMask.mask(text, except: servers) }
    let evidence = { (places: [Evidence]) in
      places.map { place in
        var place = place
        place.detail = mask(place.detail)
        return place
      }
    }
    var report = self
    report.isAnonymized = true
    for index in blocked.indices {
      report.blocked[index].origin = mask(blocked[index].origin)
      report.blocked[index].route = mask(blocked[index].route)
      report.blocked[index].examples = evidence(blocked[index].examples)
      if let request = blocked[index].request {
        report.blocked[index].request?.path = mask(request.path)
        report.blocked[index].request?.headers = request.headers.map(mask)
        report.blocked[index].request?.method = mask(request.method)
      }
    }
    for index in blockedOrigins.indices {
      report.blockedOrigins[index].origin = mask(blockedOrigins[index].origin)
    }
    let rows = { (rows: [PreflightRow]) in
      rows.map { row in
        var row = row
        row.name = mask(row.name)
        return row
      }
    }
    report.preflights.byOrigin = rows(preflights.byOrigin)
    report.preflights.byRoute = rows(preflights.byRoute)
    for index in changes.indices {
      report.changes[index].origin = mask(changes[index].origin)
      report.changes[index].routes = changes[index].routes.map(mask)
    }
    for index in disagreements.indices {
      report.disagreements[index].origin = mask(disagreements[index].origin)
      report.disagreements[index].path = mask(disagreements[index].path)
      report.disagreements[index].browserError = mask(disagreements[index].browserError)
    }
    for index in findings.indices {
      report.findings[index].subject = mask(findings[index].subject)
      report.findings[index].summary = mask(findings[index].summary)
      report.findings[index].evidence = evidence(findings[index].evidence)
    }
    return report
  }
}
