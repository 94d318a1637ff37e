package io.esync.benchmarks.measure;

/**
 * What a process with its children took.
 *
 * @param cpuSeconds user and system, between two moments
 * @param peakMegabytes the most memory its largest process had since it started
 */
public record Usage(double cpuSeconds, long peakMegabytes) {}
