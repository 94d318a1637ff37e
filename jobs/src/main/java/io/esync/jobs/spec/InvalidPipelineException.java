package io.esync.jobs.spec;

import io.esync.jobs.spec.tree.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A pipeline file that cannot be used. Its message lists all problems, one to the line. */
public final class InvalidPipelineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public InvalidPipelineException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems in the order of the file; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
