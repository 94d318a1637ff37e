package io.esync.jobs.spec.tree;

/**
 * A user's mistake in a file.
 *
 * @param file as the user named it
 * @param line counted from 1
 * @param column counted from 1
 * @param path the way to it, e.g. {@code pipeline.sources[1].config.port}; may be empty
 * @param message what was expected; never a secret
 * @param hint the mend or the nearest known name; may be empty
 */
public record Problem(String file, int line, int column, String path, String message, String hint) {
  /** {@code file:line:column: path: message (hint)}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(file).append(':').append(line).append(':').append(column).append(": ");
    if (!path.isEmpty()) {
      text.append(path).append(": ");
    }
    text.append(message);
    if (!hint.isEmpty()) {
      text.append(" (").append(hint).append(')');
    }
    return text.toString();
  }
}
