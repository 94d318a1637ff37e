package io.esync.jobs.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar that runs. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = EsyncCommand.class.getPackage().getImplementationVersion();
    return new String[] {"esync " + (version == null ? "(not from a jar)" : version)};
  }
}
