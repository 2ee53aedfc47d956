using System.Globalization;
using CarlemanCompiler.Analysis;
using CarlemanCompiler.LinearAlgebra;
using static CarlemanCompiler.Core.Tests.Golden.GoldenModel;

namespace CarlemanCompiler.Core.Tests.Golden;

/// <summary>Recentred loss, tensors, descent, spectra and diagnostics against the reference files.</summary>
public sealed class GoldenDynamicsTests
{
    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void RecentredLoss(string name)
    {
        var model = Load(name);
        var recentred = model.Loss.Shift(model.Centre);
        var terms = model.Json.GetProperty("loss_recentred").EnumerateArray().ToArray();
        foreach (var term in terms)
        {
            var alpha = term.GetProperty("alpha").EnumerateArray().Select(e => e.GetInt32()).ToArray();
            AssertRelative(term.GetProperty("c").GetDouble(), recentred.CoefficientOf(alpha), 1e-12, 1e-2);
        }

        Assert.Equal(terms.Length, recentred.TermCount);
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void Tensors(string name)
    {
        var model = Load(name);
        var tensors = model.Json.GetProperty("F");
        Assert.Equal(model.Json.GetProperty("q").GetInt32(), model.Dynamics.Degree);
        foreach (var property in tensors.EnumerateObject())
        {
            var tensor = model.Dynamics.Tensor(int.Parse(property.Name, CultureInfo.InvariantCulture));
            var shape = Doubles(property.Value.GetProperty("shape"));
            Assert.Equal([tensor.RowCount, tensor.ColumnCount], shape);
            AssertEntries(property.Value.GetProperty("coo"), tensor, "F_" + property.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void TensorNorms(string name)
    {
        var model = Load(name);
        foreach (var property in model.Json.GetProperty("F").EnumerateObject())
        {
            int degree = int.Parse(property.Name, CultureInfo.InvariantCulture);
            var tensor = model.Dynamics.Tensor(degree);
            var profile = TensorProfile.Of(model.Dynamics, degree);
            double frobenius = property.Value.GetProperty("fro").GetDouble();
            double spectral = property.Value.GetProperty("norm2").GetDouble();
            AssertRelative(frobenius, tensor.FrobeniusNorm, 1e-12);
            AssertRelative(frobenius, profile.FrobeniusNorm, 1e-12);
            AssertRelative(spectral, tensor.SpectralNorm(), 1e-12);
            AssertRelative(spectral, profile.SpectralNorm, 1e-12);
            Assert.Equal(tensor.CountSignificant(), profile.Sparsity);
        }
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void Spectra(string name)
    {
        var model = Load(name);
        var points = new Dictionary<string, double[]>
        {
            ["theta_ref"] = model.Centre,
            ["theta0"] = model.Start,
            ["theta_T"] = Rows(model.Json.GetProperty("gd").GetProperty("theta"))[^1],
        };
        var spectra = model.Json.GetProperty("spectrum").EnumerateObject().ToArray();
        Assert.Equal(points.Count, spectra.Length);
        foreach (var property in spectra)
        {
            var expected = property.Value;
            var hessian = model.Dynamics.Hessian(points[property.Name]);
            var expectedHessian = Rows(expected.GetProperty("hessian"));
            var spectrum = HessianSpectrum.At(model.Dynamics, points[property.Name]);
            double size = Math.Max(Math.Abs(spectrum.Smallest), Math.Abs(spectrum.Largest));
            for (int i = 0; i < expectedHessian.Length; i++)
            {
                for (int j = 0; j < expectedHessian.Length; j++)
                {
                    AssertRelative(expectedHessian[i][j], hessian[i, j], 1e-12, size);
                }
            }

            var eigenvalues = Doubles(expected.GetProperty("eigenvalues"));
            var multipliers = Doubles(expected.GetProperty("gd_multipliers"));
            Assert.Equal(eigenvalues.Length, spectrum.Eigenvalues.Length);
            for (int i = 0; i < eigenvalues.Length; i++)
            {
                AssertRelative(eigenvalues[i], spectrum.Eigenvalues[i], 1e-12, size);
                AssertAbsolute(multipliers[i], spectrum.Multipliers[i], 1e-12);
            }

            Assert.Equal(expected.GetProperty("dissipative").GetInt32(), spectrum.Dissipative);
            Assert.Equal(expected.GetProperty("divergent").GetInt32(), spectrum.Divergent);
            Assert.Equal(expected.GetProperty("flat").GetInt32(), spectrum.Flat);
        }
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void Ratio(string name)
    {
        var model = Load(name);
        var expected = model.Json.GetProperty("R");
        var ratio = DissipationRatio.Of(model.Dynamics, model.Start);
        double scale = ratio.TensorNorms[1];
        AssertRelative(expected.GetProperty("re_lambda1").GetDouble(), ratio.SpectralAbscissa, 1e-12, scale);
        AssertRelative(expected.GetProperty("lognorm_F1").GetDouble(), ratio.LogarithmicNorm, 1e-12, scale);
        AssertRelative(expected.GetProperty("u_in_norm").GetDouble(), ratio.StartNorm, 1e-12);
        AssertRelative(expected.GetProperty("R").GetDouble(), ratio.Value!.Value, 1e-12);
        AssertRelative(expected.GetProperty("R_lognorm").GetDouble(), ratio.LogarithmicValue!.Value, 1e-12);
        var norms = Doubles(expected.GetProperty("norms_F"));
        Assert.Equal(norms.Length, ratio.TensorNorms.Length);
        for (int l = 0; l < norms.Length; l++)
        {
            AssertRelative(norms[l], ratio.TensorNorms[l], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void Proxy(string name)
    {
        var model = Load(name);
        var eigenvalues = HessianSpectrum.At(model.Dynamics, model.Centre).Eigenvalues.AsSpan().ToArray();
        Check("scale_1_cut_0.4", 1, 0.4);
        Check("scale_eta_cut_0", model.LearningRate, 0);

        void Check(string reading, double scale, double cut)
        {
            foreach (var property in model.Json.GetProperty("error_proxy").GetProperty(reading).EnumerateObject())
            {
                int time = int.Parse(property.Name, CultureInfo.InvariantCulture);
                double? value = ErrorProxy.Value(eigenvalues, time, scale, cut);
                AssertRelative(property.Value.GetDouble(), value!.Value, 1e-12, what: $"{reading} at {time}");
                AssertRelative(value.Value, Math.Exp(ErrorProxy.LogValue(eigenvalues, time, scale, cut)!.Value), 1e-11);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Files), MemberType = typeof(GoldenModel))]
    public void Descent(string name)
    {
        var model = Load(name);
        var descent = model.Dynamics.Descend(model.Start, model.Steps);
        AssertTrajectory(Rows(model.Json.GetProperty("gd").GetProperty("theta")), descent, 1e-12, "descent");
        var losses = Doubles(model.Json.GetProperty("loss_along_gd"));
        Assert.Equal(losses.Length, descent.Length);
        for (int t = 0; t < losses.Length; t++)
        {
            AssertAbsolute(losses[t], model.Loss.Evaluate(descent[t]), 1e-12);
        }
    }

    internal static void AssertEntries(System.Text.Json.JsonElement coordinates, SparseMatrix matrix, string what)
    {
        var expected = Rows(coordinates);
        double largest = matrix.LargestMagnitude;
        int found = 0;
        foreach (var entry in expected)
        {
            double value = matrix[(int)entry[0], (int)entry[1]];
            AssertRelative(entry[2], value, 1e-12, largest * 1e-2, FormattableString.Invariant($"{what}[{entry[0]},{entry[1]}]"));
            found += Math.Abs(value) > SparseMatrix.NegligibleRatio * largest ? 1 : 0;
        }

        Assert.Equal(matrix.CountSignificant().NonzeroCount, found);
    }
}
