using CarlemanCompiler.Training;
using ScottPlot;

namespace CarlemanCompiler.Samples;

/// <summary>The weights over the steps, one colour per weight, one mark per engine.</summary>
internal static class TrajectoryPlot
{
    public static void Save(string path, IReadOnlyList<(string Name, TrainingRun Run)> runs)
    {
        var colours = new[] { Colors.SteelBlue, Colors.DarkOrange, Colors.SeaGreen };
        var marks = new[]
        {
            MarkerShape.None, MarkerShape.OpenTriangleUp, MarkerShape.OpenSquare, MarkerShape.OpenDiamond, MarkerShape.Cross,
            MarkerShape.OpenCircle, MarkerShape.FilledCircle,
        };
        var plot = new Plot();
        for (int r = 0; r < runs.Count; r++)
        {
            var run = runs[r].Run;
            for (int i = 0; i < colours.Length; i++)
            {
                var line = plot.Add.Scatter(run.Times.Select(t => (double)t).ToArray(), run.Theta.Select(theta => theta[i]).ToArray());
                line.Color = colours[i];
                line.LineWidth = r == 0 ? 2 : 0;
                line.MarkerShape = marks[r];
                line.MarkerSize = 9;
                line.LegendText = i == 0 ? runs[r].Name : "";
            }
        }

        for (int i = 0; i < colours.Length; i++)
        {
            var text = plot.Add.Text($"w[{i}]", runs[0].Run.Times[^1] + 0.1, runs[0].Run.Final[i]);
            text.LabelFontColor = colours[i];
            text.LabelFontSize = 14;
            text.LabelAlignment = Alignment.MiddleLeft;
        }

        plot.Title("Iris classifier: gradient descent as a linear system");
        plot.XLabel("step t");
        plot.YLabel("weight");
        plot.Axes.SetLimitsX(-0.2, runs[0].Run.Times[^1] + 0.7);
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SavePng(path, 900, 560);
    }
}
