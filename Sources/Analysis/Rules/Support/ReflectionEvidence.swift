/// Turns routes that let any origin in into findings.
struct ReflectionEvidence {
  let context: RuleContext
  let info: RuleInfo

  /// Makes one finding a target of the reflections at `path`; `summary` is what each comes to.
  func findings(
    _ path: KeyPath<TrustConclusions.Target, TrustConclusions.Reflection>,
    summary: (TrustConclusions.Reflection) -> String
  ) -> [Finding] {
    context.trust.targets.compactMap { target in
      let isCredentialed = path == \.credentialed
      let reflection = target[keyPath: path]
      guard !reflection.routes.isEmpty else { return nil }
      let routes =
        isCredentialed
        ? reflection.routes
        : HashSet(reflection.routes.hashes.filter { !context.isPublic($0, of: target.target) })
      guard !routes.isEmpty else { return nil }
      let records = context.policies.grants.grants.values
      let items = target.items.filter { item in
        (item.flaw.isStranger || item.flaw == .listed) && item.echoed > 0
          && item.isCredentialed == isCredentialed
          && (reflection.values.contains(item.value)
            || records[item.record].routes.contains(where: routes.contains))
      }
      guard !items.isEmpty else { return nil }
      // What nobody has on a list proves most.
      let crafted = items.filter { !$0.hasUsers }
      let others = items.filter(\.hasUsers)
      return TrustEvidence(context: context, info: info).finding(
        target.target, crafted.prefix(2) + others + crafted.dropFirst(2),
        severity: severity(target, isCredentialed),
        confidence: reflection.isProbed ? .certain : .inferred, echoesOnly: true,
        summary: summary(reflection))
    }
  }

  /// Inside a private network, what every site may read is more than it would be outside.
  private func severity(_ target: TrustConclusions.Target, _ isCredentialed: Bool) -> Severity {
    guard !isCredentialed else { return info.severity }
    let host = HostText.host(of: context.names.text(target.target))
    return HostCharacter(host: host.span).isLocal ? .medium : info.severity
  }
}
