using CarlemanCompiler.Data;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>The samples that a model's reports are computed on.</summary>
internal static class SampleReader
{
    /// <summary>
    /// Row-major samples; empty for a model without data; null, with a finding that says why, where a model with data has none at build time.
    /// </summary>
    public static double[]? Read(ModelSpec spec, LossSignature signature, DataFile? file, List<Finding> findings)
    {
        if (signature.SampleWidth == 0)
        {
            return [];
        }

        if (spec.Settings.Data is not { } name)
        {
            return AtRunTime("the model names no data file",
                "name a CSV with 'Data' and include it as AdditionalFiles, or run 'carleman check'");
        }

        if (file is null)
        {
            return AtRunTime($"'{name}' is not among the AdditionalFiles",
                $"add <AdditionalFiles Include=\"{name}\" /> to the project, or run 'carleman check'");
        }

        if (file.Matches > 1)
        {
            return Fail(Descriptors.AmbiguousData, $"Data = \"{name}\"", ReportText.Text(file.Matches));
        }

        if (file.Text is null)
        {
            return Fail(Descriptors.InvalidData, $"{name} cannot be read");
        }

        try
        {
            return SampleTable.Parse(file.Text, name, [.. signature.Columns]).Values.ToArray();
        }
        catch (DataFormatException exception)
        {
            return Fail(Descriptors.InvalidData, exception.Message.TrimEnd('.'));
        }

        double[]? AtRunTime(string reason, string advice) => Fail(Descriptors.DataAtRunTime, spec.Name, reason, advice);

        double[]? Fail(Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor, params string[] arguments)
        {
            findings.Add(new Finding(descriptor.Id, spec.Settings.DataNode, new(arguments)));
            return null;
        }
    }
}
