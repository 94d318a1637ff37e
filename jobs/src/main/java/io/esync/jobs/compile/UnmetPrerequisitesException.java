package io.esync.jobs.compile;

import java.util.List;
import java.util.stream.Collectors;

/** A pipeline that would not run as the world is. Its message lists all that is missing. */
public final class UnmetPrerequisitesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnmetPrerequisitesException(List<Preflight.Finding> findings) {
    super(findings.stream().map(Preflight.Finding::toString).collect(Collectors.joining("\n")));
  }
}
