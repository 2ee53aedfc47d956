using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using static CarlemanCompiler.Generator.Reports.ReportText;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>How far the polynomials of a loss are from the functions they stand for, each at its call.</summary>
internal static class ApproximationFindings
{
    public static IEnumerable<Finding> Of(RecordedLoss loss) => loss.Sites.Select(site => new Finding(
        Descriptors.Approximation.Id,
        site.Node,
        [
            site.Text,
            Text(site.Degree),
            Text(site.Centre - site.Radius),
            Text(site.Centre + site.Radius),
            Text(site.Error),
            double.IsNaN(site.DerivativeError) ? "" : $", of the derivative {Text(site.DerivativeError)}",
        ]));
}
