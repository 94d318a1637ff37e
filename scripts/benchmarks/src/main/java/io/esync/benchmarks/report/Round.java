package io.esync.benchmarks.report;

import io.esync.benchmarks.Measurement;

/**
 * One round of one contestant.
 *
 * @param variant what was asked for, where a case asks for several
 * @param number from 1
 */
public record Round(String contestant, String variant, int number, Measurement measurement) {}
