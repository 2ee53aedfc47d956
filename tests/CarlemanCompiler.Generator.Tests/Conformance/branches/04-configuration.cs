// A constant switches a part of the loss on and off.
// L = -w[0] + 1.25*w[0]^2 + 1.25*w[1]^2
[CarlemanModel]
public static partial class Configuration
{
    private const bool Regularised = true;
    private const double Strength = 0.25;

    [Loss]
    public static double Loss([Weights(2)] ReadOnlySpan<double> w)
    {
        double loss = w[0] * w[0] + w[1] * w[1] - w[0];
        if (Regularised)
        {
            loss += Strength * (w[0] * w[0] + w[1] * w[1]);
        }

        return loss;
    }
}
