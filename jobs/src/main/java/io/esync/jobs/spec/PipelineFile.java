package io.esync.jobs.spec;

import io.esync.connectors.spi.Option;

/** The root of a pipeline file. */
public record PipelineFile(
    @Option("The pipeline that this file describes.") PipelineSpec pipeline) {}
